import type { Plugin, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const because = { measure: 'frequency', value: 1, unit: 'orders' };

function segmenter(name: string, assign: Segmenter['assign'], more: Partial<Plugin> = {}): Plugin {
  return { name, specVersion: 1, segmenters: [{ name, specVersion: 1, segments: ['loyal'], assign }], ...more };
}

const loyal = () => [{ segment: 'loyal', confidence: 1, reasons: [because] }];

describe('segmentsOf', () => {
  it('tells who says so and why, from profile and history', async () => {
    const asked: SegmenterRequest[] = [];
    const assign = (request: SegmenterRequest) => {
      asked.push(request);
      return loyal();
    };
    const { engine, testClock } = await testEngine({ plugins: [segmenter('rfm', assign)] });
    await engine.collect({ ...ana, type: 'Order Completed', itemId: 'mug' });
    expect(await engine.segmentsOf(ana)).toEqual({
      person: 'ana',
      memberships: [{ segmenter: 'rfm', segment: 'loyal', confidence: 1, reasons: [because] }],
    });
    expect(asked).toMatchObject([
      {
        now: testClock.now(),
        profile: { counts: { 'Order Completed': 1 } },
        history: { interactions: [{ itemId: 'mug', weight: 1 }] },
      },
    ]);
  });

  it('goes on without a segmenter that throws', async () => {
    const broken = segmenter('broken', () => {
      throw new Error('bug');
    });
    const { engine, errors } = await testEngine({ plugins: [broken, segmenter('rfm', loyal)] });
    expect((await engine.segmentsOf(ana)).memberships).toMatchObject([{ segmenter: 'rfm' }]);
    expect(errors).toMatchObject([{ where: 'segmenter broken' }]);
  });

  it('takes no segmenter under the name of those that are declared as rules', async () => {
    await expect(testEngine({ plugins: [segmenter('rules', loyal)] })).rejects.toMatchObject({
      code: 'SINTONIA_PLUGIN_INVALID',
    });
  });

  it('asks nobody about who does not agree', async () => {
    const strict = segmenter('strict', loyal, { purposes: ['research'] });
    const { engine } = await testEngine({ plugins: [strict, segmenter('rfm', loyal)] });
    const segmenters = async () => (await engine.segmentsOf(ana)).memberships.map((membership) => membership.segmenter);
    expect(await segmenters()).toEqual(['rfm']);
    await engine.privacy.grant({ ...ana, purposes: ['research'] });
    expect(await segmenters()).toEqual(['strict', 'rfm']);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect(await segmenters()).toEqual([]);
  });
});
