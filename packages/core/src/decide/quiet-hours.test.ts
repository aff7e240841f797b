import { DAY, HOUR, MINUTE, type Profile } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachable, testEngine } from '../test-engine.fixture.js';
import { quietHoursRule } from './quiet-hours-rule.js';

const nobody: Profile = { person: 'ana', anonymousIds: [], traits: {}, counts: {}, revenue: 0, computed: {} };
const night = { from: 21 * 60, to: 8 * 60 };

function judge(at: string | number, timezone?: string, hours = night, purpose = 'marketing') {
  const profile = { ...nobody, traits: timezone === undefined ? {} : { timezone } };
  return quietHoursRule(hours).judge({ purpose, profile, now: new Date(at).getTime() });
}

const untilIn = (verdict: ReturnType<typeof judge>) => verdict.until && new Date(verdict.until).toISOString();

describe('quiet hours', () => {
  it.each([
    ['an evening in Madrid', '2026-07-01T19:30:00Z', 'Europe/Madrid', '2026-07-02T06:00:00.000Z'],
    ['after midnight', '2026-07-01T00:10:00Z', 'Europe/Madrid', '2026-07-01T06:00:00.000Z'],
    ['the night that loses an hour', '2026-03-28T23:00:00Z', 'Europe/Madrid', '2026-03-29T06:00:00.000Z'],
    ['the night that gains an hour', '2026-10-24T23:00:00Z', 'Europe/Madrid', '2026-10-25T07:00:00.000Z'],
    ['New York, which loses it on another day', '2026-03-08T06:30:00Z', 'America/New_York', '2026-03-08T12:00:00.000Z'],
    ['New York, which gains it', '2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T13:00:00.000Z'],
    ['a zone of three quarters of an hour', '2026-07-01T20:00:00Z', 'Asia/Kathmandu', '2026-07-02T02:15:00.000Z'],
    ['nowhere known, so UTC', '2026-07-01T23:00:00Z', undefined, '2026-07-02T08:00:00.000Z'],
  ])('end in %s', (_, now, zone, until) => {
    const verdict = judge(now, zone);
    expect(verdict).toMatchObject({ verdict: 'later', because: 'quietHours' });
    expect(untilIn(verdict)).toBe(until);
  });

  it('begin and end on the minute, and do not hold what the person asked for', () => {
    expect(judge('2026-07-01T08:00:00Z').verdict).toBe('pass');
    expect(judge('2026-07-01T07:59:59.999Z').verdict).toBe('later');
    expect(judge('2026-07-01T20:59:59.999Z').verdict).toBe('pass');
    expect(judge('2026-07-01T21:00:00Z').verdict).toBe('later');
    expect(judge('2026-07-01T22:00:00Z', 'UTC', night, 'service').verdict).toBe('pass');
    expect(judge('2026-07-01T12:00:00Z', 'UTC', { from: 600, to: 600 }).verdict).toBe('pass');
  });

  it('are never when a message is sent, in any zone, on any day', () => {
    const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
    const zone = fc.constantFrom('Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Chatham', 'UTC');
    const window = fc.record({ from: fc.nat(1_439), to: fc.nat(1_439) });
    fc.assert(
      fc.property(moment, zone, window, (now, timezone, hours) => {
        const first = judge(now, timezone, hours);
        if (first.verdict !== 'later') return;
        const until = first.until as number;
        expect(judge(until, timezone, hours).verdict).toBe('pass');
        // Nor later than need be: a quarter of an hour earlier it was still quiet, or not yet now.
        if (until - 15 * MINUTE > now) expect(judge(until - 15 * MINUTE, timezone, hours).verdict).toBe('later');
        expect(until - now).toBeLessThan(DAY + 2 * HOUR);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a message for the night', () => {
  const ana = { userId: 'ana' };
  const quietHours = { from: '21:00', to: '08:00' };

  it('waits for the morning', async () => {
    const { engine, testClock, mailbox } = await testEngine({ quietHours });
    await reachable(engine, 'ana', { timezone: 'Europe/Madrid' });
    testClock.set('2026-07-01T22:00:00Z');
    const morning = Date.UTC(2026, 6, 2, 6);
    const { decision } = await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    expect(decision).toMatchObject({ outcome: 'later', at: morning });
    expect(await engine.tick()).toMatchObject({ sent: 0, next: morning });
    testClock.set(morning);
    expect(await engine.tick()).toMatchObject({ sent: 1 });
    expect(mailbox.messages).toHaveLength(1);
  });

  it('waits, too, when it was decided by day and nobody was there to send it', async () => {
    const { engine, testClock, mailbox } = await testEngine({ quietHours });
    await reachable(engine, 'ana');
    testClock.set('2026-07-01T20:59:00Z');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    await engine.send({ ...ana, campaign: 'receipt', occasion: 'one' });
    testClock.set('2026-07-02T03:00:00Z');
    const morning = Date.UTC(2026, 6, 2, 8);
    expect(await engine.tick()).toMatchObject({ sent: 1, retrying: 1, next: morning });
    expect(mailbox.messages.map(({ campaign }) => campaign)).toEqual(['receipt']);
    testClock.set(morning);
    expect(await engine.tick()).toMatchObject({ sent: 1 });
  });

  it('waits for a moment that suits every rule', async () => {
    const evening = Date.UTC(2026, 6, 1, 22);
    const rule = {
      name: 'afterTen',
      specVersion: 1,
      judge: ({ now }: { now: number }) =>
        now < evening
          ? ({ verdict: 'later', because: 'tooEarly', until: evening } as const)
          : ({ verdict: 'pass', because: 'late' } as const),
    } as const;
    const { engine, testClock } = await testEngine({
      quietHours,
      plugins: [{ name: 'rules', specVersion: 1, rules: [rule] }],
    });
    await reachable(engine, 'ana');
    testClock.set('2026-07-01T12:00:00Z');
    const decision = await engine.decide({ ...ana, campaign: 'hello' });
    expect(decision).toMatchObject({ outcome: 'later', at: Date.UTC(2026, 6, 2, 8) });
    expect(decision.trace.filter(({ verdict }) => verdict === 'later').map((verdict) => verdict.rule)).toEqual([
      'quietHours',
      'afterTen',
    ]);
  });
});
