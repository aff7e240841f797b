import type { Engine, PersonHistory, PersonReference, Segmenter } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const start = Date.UTC(2025, 0, 1, 20);
const HOUR = 3_600_000;
const people: readonly PersonReference[] = [
  ...['ana', 'ben'].map((userId) => ({ userId })),
  ...['phone', 'desk'].map((anonymousId) => ({ anonymousId })),
];

const signal = fc.record({
  do: fc.constant('collect' as const),
  who: fc.constantFrom(...people),
  type: fc.constantFrom('Order Completed', 'Order Refunded', 'Product Viewed'),
  itemId: fc.constantFrom('mug', 'cup', 'jar'),
  after: fc.nat(60),
  value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
});
const telling = fc.record({
  do: fc.constant('tell' as const),
  who: fc.constantFrom(...people),
  traits: fc.oneof(
    fc.dictionary(fc.constantFrom('plan', 'city'), fc.option(fc.nat(3)), { minKeys: 1 }),
    fc.record({ timezone: fc.constantFrom('Asia/Tokyo', 'America/Lima', null) }),
  ),
});
const pair = { userId: fc.constantFrom('ana', 'ben'), anonymousId: fc.constantFrom('phone', 'desk') };
const linking = fc.record({ do: fc.constantFrom('identify' as const, 'merge' as const, 'unmerge' as const), ...pair });
const steps = fc.array(fc.oneof(signal, telling, linking), { maxLength: 30 });
type Step = typeof steps extends fc.Arbitrary<(infer Each)[]> ? Each : never;

const engineOptions = {
  identity: { mostMerges: 1_000 },
  traits: {
    orders: { count: 'Order Completed' },
    spent: { sum: 'value', of: ['Order Completed', 'Order Refunded'] },
    firstItem: { first: 'itemId', of: 'Product Viewed' },
    latestItem: { last: 'itemId', of: 'Product Viewed' },
    favourite: { mostFrequent: 'itemId', of: ['Product Viewed', 'Order Completed'] },
    streak: { streak: 'Product Viewed' },
  },
  segments: { buyer: { language: 1, rule: { performed: 'Order Completed', atLeast: 2 } } },
} as const;

/** Sees what segmenters see. */
function witness() {
  const seen: PersonHistory[] = [];
  const segmenter: Segmenter = {
    name: 'witness',
    specVersion: 1,
    segments: ['active'],
    assign({ history, profile }) {
      seen.push(history);
      const viewed = profile.counts['Product Viewed'] ?? 0;
      const reasons = [{ measure: 'views', value: viewed }];
      return viewed > 1 ? [{ segment: 'active', confidence: 1, reasons }] : [];
    },
  };
  return { seen, plugin: { name: 'witness', specVersion: 1 as const, segmenters: [segmenter] } };
}

async function run(all: readonly Step[], isMerging: boolean) {
  const { seen, plugin } = witness();
  const { engine } = await testEngine({ plugins: [plugin], ...engineOptions });
  for (const [index, step] of all.entries()) await take(engine, step, index, isMerging);
  for (const anonymousId of ['phone', 'desk']) {
    for (const userId of ['ana', 'ben']) await engine.identity.unmerge({ userId, anonymousId }).catch(() => undefined);
  }
  const found = [];
  for (const who of people) {
    const [profile, segments] = [await engine.profileOf(who), await engine.segmentsOf(who)];
    const { signals } = seen.at(-1) as PersonHistory;
    // Which of two signals of the same moment comes first is not said.
    const history = signals.map(({ receivedAt: _, ...each }) => each).sort((a, b) => (a.id < b.id ? -1 : 1));
    found.push({ profile, segments, history, moments: signals.map(({ timestamp }) => timestamp) });
  }
  return found;
}

async function take(engine: Engine, step: Step, index: number, isMerging: boolean): Promise<void> {
  if (step.do === 'collect') {
    const { who, type, itemId, value, after } = step;
    await engine.collect({ ...who, id: `signal-${index}`, type, itemId, value, timestamp: start + after * HOUR });
  } else if (step.do === 'tell') {
    await engine.identify({ ...step.who, traits: step.traits });
  } else if (step.do === 'identify') {
    const { userId, anonymousId } = step;
    await engine.identify(isMerging ? { userId, anonymousId } : { userId });
  } else if (isMerging) {
    await engine.identity[step.do](step).catch(() => undefined);
  }
}

describe('merging and taking it back', () => {
  it('at any moments, among any signals, leaves everybody as if it had never been', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        expect(await run(all, true)).toStrictEqual(await run(all, false));
      }),
      { numRuns: 80 },
    );
  }, 30_000);

  it('counts for the person exactly what one id would have brought', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(signal, { maxLength: 20 }), fc.nat(20), async (signals, when) => {
        const [{ engine: merging }, { engine: plain }] = [
          await testEngine(engineOptions),
          await testEngine(engineOptions),
        ];
        for (const [index, step] of signals.entries()) {
          if (index === when) await merging.identity.merge({ userId: 'ana', anonymousId: 'phone' });
          await take(merging, step, index, true);
          const isHers = step.who.userId === 'ana' || step.who.anonymousId === 'phone';
          if (isHers) await take(plain, { ...step, who: { userId: 'ana' } }, index, true);
        }
        await merging.identity.merge({ userId: 'ana', anonymousId: 'phone' });
        const { anonymousIds: _, ...profile } = await merging.profileOf({ userId: 'ana' });
        expect(profile).toEqual((({ anonymousIds: __, ...rest }) => rest)(await plain.profileOf({ userId: 'ana' })));
      }),
      { numRuns: 60 },
    );
  });
});
