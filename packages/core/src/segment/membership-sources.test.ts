import { DAY, HOUR } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { everythingIn, testEngine } from '../test-engine.fixture.js';
import { ana, order, paying, regular, watchedEngine } from './watched-engine.fixture.js';

describe('who does not agree to personalisation', () => {
  it('is in no segment, leaves those they were in, and comes back when they agree again', async () => {
    const { engine, told, changes } = await watchedEngine({ segments: { paying } });
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    expect(told()).toEqual(['ana entered paying']);
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect((await engine.segmentsOf(ana)).memberships).toEqual([]);
    expect(await engine.segments.membersOf('paying')).toEqual({ members: [] });
    expect(await engine.segments.sizeOf('paying')).toBe(0);
    await engine.tick();
    expect(changes).toMatchObject([
      { change: 'left', reasons: [{ measure: 'consent', value: 'personalisation', band: 'not granted' }] },
    ]);
    told();
    await engine.privacy.grant({ ...ana, purposes: ['personalisation'] });
    await engine.tick();
    expect(told()).toEqual(['ana entered paying']);
  });

  it('leaves nothing behind when erased', async () => {
    const { engine, store, testClock, told } = await watchedEngine({ segments: { regular, paying } });
    await engine.identify({ ...ana, traits: { plan: 'paid' } });
    await engine.collect([order, order]);
    await engine.segments.addToList('guests', [ana]);
    expect(JSON.stringify((await engine.privacy.export(ana)).entries)).toMatch(/"regular".*"guests"/s);
    told();
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, Object.values(COLLECTIONS))).not.toContain('ana');
    testClock.advance(60 * DAY);
    expect((await engine.tick()).next).toBeUndefined();
    expect(told()).toEqual([]);
    expect(await engine.segments.sizeOf('paying')).toBe(0);
  });
});

describe('lists', () => {
  it('are kept by the service and change memberships at once', async () => {
    const guest = { language: 1, rule: { inList: 'guests' } };
    const { engine, told } = await watchedEngine({ segments: { guest } });
    const guests = [ana, { anonymousId: 'browser' }];
    await engine.collect([
      { ...ana, type: 'Page Viewed' },
      { anonymousId: 'browser', type: 'Page Viewed' },
    ]);
    await engine.segments.addToList('guests', [...guests, ...guests]);
    expect(told()).toEqual(['ana entered guest', '~browser entered guest']);
    await engine.segments.addToList('others', guests);
    await engine.segments.removeFromList('guests', [ana, { userId: 'nobody' }]);
    expect(told()).toEqual(['ana left guest']);
    expect((await engine.segmentsOf({ anonymousId: 'browser' })).memberships).toMatchObject([
      { segment: 'guest', reasons: [{ measure: 'list', value: 'guests' }] },
    ]);
  });

  it('are bounded', async () => {
    const { engine } = await testEngine();
    await expect(engine.segments.addToList('', [ana])).rejects.toMatchObject({ field: 'list' });
    await expect(engine.segments.addToList('guests', [{}])).rejects.toMatchObject({ code: 'SINTONIA_PERSON_MISSING' });
    await expect(engine.segments.addToList('guests', Array(10_001).fill(ana))).rejects.toMatchObject({
      code: 'SINTONIA_INPUT_TOO_LARGE',
      field: 'people',
    });
    await expect(engine.segments.addToList('guests', 7 as never)).rejects.toMatchObject({ field: 'people' });
  });
});

describe('segments of other segmenters', () => {
  it('can be asked for, by name or in full, are asked with the signals of the moment, and again after a day', async () => {
    let asked = 0;
    const buyers = {
      name: 'buyers',
      specVersion: 1 as const,
      segments: ['recent'],
      assign: ({ history, now }: { history: { signals: readonly { timestamp: number }[] }; now: number }) => {
        asked++;
        const isRecent = history.signals.some(({ timestamp }) => timestamp > now - 3 * HOUR);
        return isRecent ? [{ segment: 'recent', confidence: 1, reasons: [] }] : [];
      },
    };
    const segments = {
      plain: { language: 1, rule: { inSegment: 'recent' } },
      full: { language: 1, rule: { inSegment: 'buyers/recent' } },
      other: { language: 1, rule: { inSegment: 'lookers/recent' } },
    };
    const { engine, told, testClock } = await watchedEngine({
      segments,
      plugins: [{ name: 'buyers', specVersion: 1, segmenters: [buyers] }],
    });
    await engine.collect(order);
    expect(told()).toEqual(['ana entered plain', 'ana entered full']);
    testClock.advance(4 * HOUR);
    expect((await engine.segmentsOf(ana)).memberships).toEqual([]);
    testClock.advance(20 * HOUR);
    await engine.tick();
    expect(told()).toEqual(['ana left plain', 'ana left full']);
    asked = 0;
    await engine.segments.declare({ plain: null, full: null });
    await engine.collect(order);
    expect(asked).toBe(0);
  });
});
