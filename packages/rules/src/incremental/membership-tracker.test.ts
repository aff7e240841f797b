import { DAY, HOUR, type Signal } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditions, histories, moments, ruleOf, runs, subjectOf } from '../arbitrary.fixture.js';
import { compileRule } from '../compile/compile-rule.js';
import type { Condition } from '../language/condition.js';
import type { Rule } from '../language/rule.js';
import { MembershipTracker } from './membership-tracker.js';
import { type TrackerState, unsettled } from './tracker-state.js';

const order = (at: number): Signal => ({ id: `${at}`, type: 'Ordered', person: 'ada', timestamp: at, receivedAt: at });
const segments: Record<string, Rule> = {
  vip: ruleOf({ all: [{ inSegment: 'loyal' }, { trait: 'plan', is: 'paid' }] }),
  loyal: ruleOf({ performed: 'Ordered', atLeast: 2, within: '30d' }),
  lapsed: ruleOf({ all: [{ not: { inSegment: 'loyal' } }, { inSegment: 'customer' }] }),
};
const paid = { traits: { plan: 'paid' }, counts: {}, revenue: 0 };

describe('a membership tracker', () => {
  it('tells who enters and leaves, as signals come and time passes', () => {
    const tracker = new MembershipTracker(segments);
    expect(tracker.segments).toEqual(['loyal', 'vip', 'lapsed']);

    let state = tracker.advance(tracker.start(), order(0));
    const at = (now: number) => {
      const settled = tracker.settle(state, { now, profile: paid, segments: new Set(['customer', 'loyal']) });
      state = settled.state;
      return settled;
    };
    const first = at(0);
    expect(first.members).toEqual(['lapsed']);
    expect(first.nextChangeAt).toBeUndefined();

    state = tracker.advance(state, order(DAY));
    const second = at(DAY);
    expect(second.changes).toEqual([
      { segment: 'lapsed', change: 'left', at: DAY, reasons: [{ measure: 'segment', value: 'loyal' }] },
      {
        segment: 'loyal',
        change: 'entered',
        at: DAY,
        reasons: [{ measure: 'Ordered', value: 2, unit: 'signals', band: 'at least 2 within 30d' }],
      },
      {
        segment: 'vip',
        change: 'entered',
        at: DAY,
        reasons: [
          { measure: 'segment', value: 'loyal' },
          { measure: 'plan', value: 'paid', band: 'is paid' },
        ],
      },
    ]);
    expect(second.nextChangeAt).toBe(30 * DAY);
    expect(at(30 * DAY - 1).changes).toEqual([]);
    const third = at(30 * DAY);
    expect(third.changes[0]?.reasons).toEqual([
      { measure: 'Ordered', value: 1, unit: 'signals', band: 'not at least 2 within 30d' },
    ]);
    expect(third.changes.map(({ segment, change }) => `${change} ${segment}`)).toEqual([
      'left loyal',
      'left vip',
      'entered lapsed',
    ]);
    expect(tracker.explain(state, { now: 30 * DAY, segments: new Set(['customer']) }, 'lapsed')).toEqual([
      { measure: 'segment', value: 'loyal', band: 'not' },
      { measure: 'segment', value: 'customer' },
    ]);
  });

  it('remembers once what several rules ask', () => {
    const asked = { performed: 'Ordered', atLeast: 2, within: '30d' } as const;
    const rules = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`s${at}`, ruleOf({ any: [asked] })]));
    const tracker = new MembershipTracker(rules);
    const state = tracker.advance(tracker.start(), order(1));
    expect(Object.keys(state.events)).toHaveLength(1);
    expect(tracker.settle(tracker.advance(state, order(2)), { now: 3 }).members).toHaveLength(200);
  });

  it('takes those out who were in a segment that is no longer declared', () => {
    const { loyal } = segments;
    const before = new MembershipTracker({ loyal: loyal as Rule, all: ruleOf({ all: [] }) });
    const after = new MembershipTracker({ loyal: loyal as Rule });
    const { state } = before.settle(before.start(), { now: 0 });
    expect(after.settle(state, { now: 1 }).changes).toEqual([{ segment: 'all', change: 'left', at: 1, reasons: [] }]);
  });

  it('names the segment in what it refuses', () => {
    const refused = (rules: Record<string, unknown>, field: string) =>
      expect(() => new MembershipTracker(rules as Record<string, Rule>)).toThrow(
        expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }),
      );
    refused({ vip: ruleOf({ all: [] }), bad: { language: 1, rule: { performed: 7 } } }, 'bad.rule.performed');
    refused({ bad: 7 }, 'bad.rule');
    const polluting = JSON.parse('{"__proto__":{"language":1,"rule":{"all":[]}}}');
    expect(() => new MembershipTracker(polluting)).toThrow('__proto__');
    refused({ self: ruleOf({ inSegment: 'self' }) }, 'self');
    const tracker = new MembershipTracker(segments);
    expect(() => tracker.advance({ ...tracker.start(), of: 'x' }, order(1))).toThrow('start()');
  });

  it('refuses more than it can keep for everybody', () => {
    const tooLarge = expect.objectContaining({ code: 'SINTONIA_INPUT_TOO_LARGE' });
    const many = (count: number, rule: (at: number) => Condition) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`s${at}`, ruleOf(rule(at))]));
    expect(() => new MembershipTracker(many(1_001, () => ({ all: [] })))).toThrow(tooLarge);
    const counting = (at: number): Condition => ({ performed: `T${at}`, atLeast: 1_000, within: '90d' });
    expect(() => new MembershipTracker(many(21, counting))).toThrow(tooLarge);
    expect(new MembershipTracker(many(20, counting)).heeds({ type: 'T19' })).toBe(true);
    expect(new MembershipTracker(many(20, counting)).heeds({ type: 'T20' })).toBe(false);
  });

  it('agrees with each rule alone, and is right until nextChangeAt', () => {
    const cases = fc.property(conditions, conditions, conditions, histories, moments, (a, b, own, history, start) => {
      // b refers to x and y, which are tracked too; a and own to segments that may be elsewhere.
      const rules = { x: ruleOf(a), y: ruleOf({ any: [own, { inSegment: 'x' }] }) };
      const tracker = new MembershipTracker({
        ...rules,
        z: ruleOf({ all: [{ not: b }, { not: { inSegment: 'y' } }] }),
      });
      const state = history.reduce((reached, each) => tracker.advance(reached, each), tracker.start());
      const subject = subjectOf(history, start);
      const membersAt = (now: number) => {
        const at = { ...subject, now };
        const x = compileRule(rules.x).matches(at);
        const y = x || compileRule(ruleOf(own)).matches(at);
        const z = !y && !compileRule(ruleOf(b)).matches(at);
        return new Set(Object.entries({ x, y, z }).flatMap(([name, isIn]) => (isIn ? [name] : [])));
      };
      const { members, nextChangeAt = start + 12 * HOUR } = tracker.settle(state, subject);
      expect(new Set(members)).toEqual(membersAt(start));
      for (let now = start; now < nextChangeAt; now += HOUR / 2) expect(membersAt(now)).toEqual(new Set(members));
      expect(membersAt(nextChangeAt - 1)).toEqual(new Set(members));
    });
    fc.assert(cases, { numRuns: runs.numRuns / 5 });
  });

  it('settled again and again, through signals, time either way and other rules, it says what it would from nothing', () => {
    const step = fc.record({ signals: fc.nat({ max: 2 }), at: moments, isOther: fc.boolean(), isStored: fc.boolean() });
    const cases = fc.property(conditions, conditions, histories, fc.array(step), (a, b, history, steps) => {
      const rules = { x: ruleOf(a), y: ruleOf({ not: b }), z: ruleOf({ all: [a, { inSegment: 'y' }] }) };
      const tracker = new MembershipTracker(rules);
      // The same conditions, and so the same states, under rules that say something else.
      const other = new MembershipTracker({ x: ruleOf({ not: a }), y: ruleOf({ any: [b] }), w: ruleOf({ not: a }) });
      let state = tracker.start();
      let heard = 0;
      for (const { signals, at, isOther, isStored } of steps) {
        const asked = isOther && other.knows(state) ? other : tracker;
        for (const each of history.slice(heard, heard + signals)) state = asked.advance(state, each);
        heard += signals;
        const subject = subjectOf(history.slice(0, heard), at);
        const settled = asked.settle(isStored ? (JSON.parse(JSON.stringify(state)) as TrackerState) : state, subject);
        const { members, nextChangeAt = Infinity } = asked.settle(unsettled(state), subject);
        expect(settled.members).toEqual(members);
        expect(settled.nextChangeAt ?? Infinity).toBeLessThanOrEqual(nextChangeAt);
        expect(settled.nextChangeAt ?? Infinity).toBeGreaterThan(at);
        state = settled.state;
      }
    });
    fc.assert(cases, runs);
  });

  it('asks no rule of signals alone again while no such signal comes and its time has not passed', () => {
    const tracker = new MembershipTracker({ loyal: segments.loyal as Rule });
    const { state } = tracker.settle(tracker.advance(tracker.advance(tracker.start(), order(0)), order(1)), { now: 2 });
    const blind: TrackerState = { ...state, events: {} };
    expect(tracker.settle(blind, { now: 3 }).state).toBe(blind);
    expect(tracker.settle(blind, { now: 30 * DAY }).members).toEqual([]);
    expect(tracker.settle(tracker.advance(blind, order(3)), { now: 3 }).members).toEqual([]);
  });
});
