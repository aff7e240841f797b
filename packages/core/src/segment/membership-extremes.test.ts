import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';
import { ana, order, regular, watchedEngine } from './watched-engine.fixture.js';

describe('people at the edge', () => {
  it('with 10⁵ purchases and a new rule are found by their whole history', async () => {
    const { engine } = await testEngine({ segments: { regular } });
    for (let batch = 0; batch < 10; batch++) {
      await engine.collect(Array.from({ length: 10_000 }, (_, at) => ({ ...order, timestamp: batch * DAY + at })));
    }
    await engine.segments.declare({
      once: { language: 1, rule: { performed: 'Order Completed', atLeast: 1_000 } },
      lapsed: { language: 1, rule: { not: { inSegment: 'regular' } } },
    });
    const { memberships } = await engine.segmentsOf(ana);
    expect(memberships).toMatchObject([{ segment: 'once', reasons: [{ value: 1_000 }] }, { segment: 'lapsed' }]);
  });

  it('who buy in the future, as far as clocks may differ, count at once and stay until the window has passed', async () => {
    const { engine, testClock, told } = await watchedEngine({
      segments: { today: { language: 1, rule: { performed: 'Order Completed', within: '1d' } } },
    });
    await engine.collect({ ...order, timestamp: testClock.now() + 60_000 });
    expect(told()).toEqual(['ana entered today']);
    testClock.advance(DAY);
    await engine.tick();
    expect(told()).toEqual([]);
    testClock.advance(60_000);
    await engine.tick();
    expect(told()).toEqual(['ana left today']);
    const { refused } = await engine.collect({ ...order, timestamp: testClock.now() + DAY }, { onInvalid: 'skip' });
    expect(refused).toMatchObject([{ code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE' }]);
  });
});
