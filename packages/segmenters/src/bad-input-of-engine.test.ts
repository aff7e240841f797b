import { createEngine } from '@sintonia/core';
import { rules } from '@sintonia/rules';
import { DAY, type Engine, type SignalInput } from '@sintonia/spec';
import { generateCustomers } from '@sintonia/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  churn,
  clusters,
  customerValue,
  demographic,
  engagement,
  firmographic,
  lifecycle,
  lookAlike,
  propensity,
  rfm,
} from './index.js';

const NOW = Date.UTC(2026, 0, 1);
const { rule, performed, topPercent } = rules();
const ordered = performed('Order Completed');
const few = { minimumPeople: 50, minimumPositives: 5 };

/** An engine with all that we have. */
const open = () =>
  createEngine({
    ...{ clock: { now: () => NOW }, holdout: 0, fitting: 'manual', affinities: ['colour'] },
    plugins: [
      ...[rfm(), lifecycle(), engagement(), firmographic(), clusters(), customerValue()],
      demographic({
        dimensions: { age: { age: { all: 0 } }, income: { trait: 'income', bands: { low: 0, high: 1_000 } } },
      }),
      lookAlike({ seed: rule(ordered.atLeast(4)), measures: { tenure: 'tenure', recency: 'recency' } }),
      propensity({ goal: ordered, within: '30d', traits: ['income'], ...few }),
      churn({ activity: ordered, within: '60d', ...few }),
    ],
    traits: { spent: { sum: 'value', of: 'Order Completed' }, mean: { average: 'value', of: 'Order Completed' } },
    segments: { top: rule(topPercent('revenue', 10)), often: rule(ordered.atLeast(2).within('30d')) },
  });

const order = (userId: string, daysAgo: number, value = 10): SignalInput & { type: 'Order Completed' } => {
  return { type: 'Order Completed', userId, itemId: 'mug', value, timestamp: NOW - daysAgo * DAY };
};

async function collectAll(engine: Engine, signals: readonly SignalInput[]): Promise<void> {
  for (let start = 0; start < signals.length; start += 2_000) {
    await engine.collect(signals.slice(start, start + 2_000) as never);
  }
}

/** Everything that an engine says of somebody. */
async function allOf(engine: Engine, userId: string) {
  const { memberships } = await engine.segmentsOf({ userId });
  const { predictions } = await engine.predictionsOf({ userId });
  const [profile, preferences] = [await engine.profileOf({ userId }), await engine.preferencesOf({ userId })];
  const segments = memberships.map(({ segmenter, segment }) => `${segmenter}/${segment}`);
  const predicted = Object.fromEntries(
    predictions.map((each) => [each.name, each.outcome === 'predicted' ? each.value : each.lacks]),
  );
  return { memberships, predictions, profile, preferences, segments, predicted };
}

/** Where in some answer a number stands that is none. */
function noNumbers(answer: unknown, path = ''): readonly string[] {
  if (typeof answer === 'number') return Number.isFinite(answer) ? [] : [path];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) => noNumbers(value, `${path}.${name}`));
}

describe('an engine with every segmenter', { timeout: 60_000 }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    const { signals } = generateCustomers({ people: 300, now: NOW });
    await collectAll(
      engine,
      signals.map(({ person, receivedAt: _, ...signal }) => ({ ...signal, userId: person })),
    );
    await engine.identify({
      userId: 'silent',
      traits: { income: -5, birthday: '0000-00-00', jobTitle: [], plan: null },
    });
    await engine.collect(order('once', 3));
    await collectAll(
      engine,
      Array.from({ length: 100_000 }, (_, index) => order('keen', 1 + index / 300, 1e9)),
    );
    await engine.collect([
      order('refunded', 9, -1e9),
      { ...order('refunded', 8, -50), type: 'Order Refunded' },
      { ...order('refunded', 7, 50), type: 'Order Refunded' },
    ]);
    await engine.collect([order('__proto__', 3), order('constructor', 3)]);
    await engine.fit();
  }, 60_000);
  afterAll(() => engine.close());

  it.each([...['nobody-we-know', 'silent', 'once', 'keen', 'refunded', '__proto__', 'constructor']])(
    'says only finite numbers of %s',
    async (userId) => {
      const { memberships, predictions, profile, preferences } = await allOf(engine, userId);
      expect(noNumbers([memberships, predictions, profile, preferences])).toEqual([]);
      for (const { confidence } of memberships) expect(confidence).toBeGreaterThanOrEqual(0);
      for (const { confidence } of memberships) expect(confidence).toBeLessThanOrEqual(1);
    },
  );

  it('predicts nothing of who has done nothing', async () => {
    for (const userId of ['nobody-we-know', 'silent']) {
      const { predictions, segments } = await allOf(engine, userId);
      expect(predictions.map(({ outcome }) => outcome)).toEqual(Array(7).fill('insufficientData'));
      expect(segments.filter((name) => !name.endsWith(':unknown'))).toEqual([]);
    }
  });

  it('knows that who ordered once is new, and no next date', async () => {
    const { segments, predicted } = await allOf(engine, 'once');
    expect(segments).toContain('rfm/new');
    expect(predicted.nextOrderDate).toBe('3 orders on different days');
  });

  it('knows who ordered 10⁵ times, imported latest first, by the latest', async () => {
    const { segments, predicted, profile } = await allOf(engine, 'keen');
    expect(segments).toEqual(expect.arrayContaining(['rules/top', 'rules/often', 'lifecycle/retention']));
    expect(predicted.probabilityAlive).toBeGreaterThan(0.8);
    expect(profile.computed).toEqual({ spent: 1e14, mean: 1e9 });
  });

  it.each([
    ['a purchase in the future', () => engine.collect(order('early', -1)), 'SIGNAL_TIMESTAMP_FUTURE'],
    ['an amount that is no number', () => engine.collect(order('lost', 1, Number.NaN)), 'INPUT_INVALID'],
    ['an amount beyond all measure', () => engine.collect(order('lost', 1, 1e300)), 'INPUT_INVALID'],
    [
      'a trait that is no number',
      () => engine.identify({ userId: 'lost', traits: { income: Number.NaN } }),
      'INPUT_INVALID',
    ],
    [
      'a trait named __proto__',
      () => engine.identify({ userId: 'lost', traits: JSON.parse('{"__proto__":1}') }),
      'INPUT_KEY_FORBIDDEN',
    ],
    [
      'a rule about a trait named __proto__',
      () => declare({ trait: '__proto__', exists: true }),
      'INPUT_KEY_FORBIDDEN',
    ],
    ['a segment that refers to itself', () => declare({ not: { inSegment: 'it' } }), 'INPUT_INVALID'],
    ['a rule of depth 10⁴', () => declare(deep(10_000)), 'INPUT_TOO_DEEP'],
    [
      'the same as text',
      () => declare(`{"language":1,"rule":${'{"not":'.repeat(10_000)}{}${'}'.repeat(10_001)}`),
      'INPUT_TOO_DEEP',
    ],
  ])('refuses %s, and nothing is kept', async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code: `SINTONIA_${code}`, field: expect.any(String) });
    expect((await engine.profileOf({ userId: 'lost' })).traits).toEqual({});
    await expect(engine.segments.sizeOf('it')).rejects.toMatchObject({ code: 'SINTONIA_SEGMENT_UNKNOWN' });
  });

  const declare = (given: unknown) =>
    engine.segments.declare({ it: (typeof given === 'string' ? given : { language: 1, rule: given }) as never });

  function deep(levels: number): object {
    let condition: object = { performed: 'Order Completed' };
    for (let level = 0; level < levels; level++) condition = { not: condition };
    return condition;
  }
});

it.each([
  ['nobody at all', 0, 1],
  ['three people in all', 3, 10],
  ['people who are all alike', 200, 0],
])('of %s nothing is learnt and nothing foretold', async (_, people, spread) => {
  const engine = await open();
  const names = Array.from({ length: people }, (_, index) => `customer-${index}`);
  await collectAll(
    engine,
    names.flatMap((name, index) => [100, 60, 20].map((ago) => order(name, ago, 10 + spread * index))),
  );
  const reports = await engine.fit();
  // Of people alike, that they are is what the rules' percentiles learn, and nobody is above it.
  for (const [name, { outcome }] of Object.entries(reports))
    if (name !== 'rules') expect(outcome).toBe('insufficientData');
  const { predictions, segments } = await allOf(engine, 'customer-1');
  expect(predictions.map(({ outcome }) => outcome)).toEqual(Array(7).fill('insufficientData'));
  expect(
    segments.filter((name) => /^(rfm|clusters|look-alike|customer-value|propensity|churn|rules)/.test(name)),
  ).toEqual([]);
  await engine.close();
});
