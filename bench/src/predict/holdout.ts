import { CustomerValueSegmenter, RfmSegmenter } from '@sintonia/segmenters';
import {
  DAY,
  type FitContext,
  type FitReport,
  type Prediction,
  type SegmenterRequest,
  type Signal,
} from '@sintonia/spec';
import { grouped } from './grouped.js';

/** What was said of a buyer, and what they then did. */
export interface Outcome {
  /** Purchases after the first one, on different days, until the cut. */
  readonly frequency: number;
  readonly expected: number;
  readonly observed: number;
  /** Value to come by our model; 0 where it has no answer. */
  readonly value: number;
  /** Sum of the levels of recency, frequency and monetary value, 0 to 3. */
  readonly rfm: number;
  /** Revenue after the cut, refunds subtracted. */
  readonly revenue: number;
}

export interface Holdout {
  readonly outcomes: readonly Outcome[];
  readonly fit: FitReport;
  /** The fit after the holdout, which says how it differed. */
  readonly refit: FitReport;
}

/** Learns from what was before the cut, predicts of every buyer what comes until the end, and learns again at the end. */
export async function holdOut(signals: readonly Signal[], cut: number): Promise<Holdout> {
  const end = (signals.at(-1)?.timestamp ?? cut) + 1;
  const days = Math.round((end - cut) / DAY);
  // What is compared with revenue in the till is not discounted.
  const customerValue = new CustomerValueSegmenter({ horizonDays: days, lifetimeDays: days, yearlyDiscount: 0 });
  const rfm = new RfmSegmenter();
  const before = signals.filter(({ timestamp }) => timestamp < cut);
  const fit = await customerValue.fit(contextOf(before, cut));
  await rfm.fit(contextOf(before, cut));

  const later = grouped(
    signals.filter(({ timestamp }) => timestamp >= cut),
    ({ person }) => person,
  );
  const outcomes = [...grouped(before, ({ person }) => person)].flatMap(([person, known]): Outcome[] => {
    const request = requestOf(person, known, cut);
    const predictions = customerValue.predict(request);
    const expected = predicted(predictions, 'expectedPurchases');
    if (expected === undefined) return [];
    const then = later.get(person) ?? [];
    return [
      {
        frequency: daysOf(known) - 1,
        expected,
        observed: daysOf(then),
        value: predicted(predictions, 'lifetimeValue') ?? 0,
        rfm: levelsOf(rfm, request),
        revenue: then.reduce(
          (sum, { type, value = 0 }) => sum + (type === 'Order Refunded' ? -Math.abs(value) : value),
          0,
        ),
      },
    ];
  });
  return { outcomes, fit, refit: await customerValue.fit(contextOf(signals, end)) };
}

const predicted = (predictions: readonly Prediction[], wanted: string) => {
  const found = predictions.find(({ name }) => name === wanted);
  return found?.outcome === 'predicted' ? found.value : undefined;
};

const daysOf = (signals: readonly Signal[]) =>
  new Set(signals.filter(({ type }) => type === 'Order Completed').map(({ timestamp }) => Math.floor(timestamp / DAY)))
    .size;

/** From bands such as `4 of 5`. */
function levelsOf(rfm: RfmSegmenter, request: SegmenterRequest): number {
  const reasons = rfm.assign(request)[0]?.reasons ?? [];
  return reasons.reduce((sum, { band = '' }) => {
    const [place = 0, bands = 0] = band.split(' of ').map(Number);
    return sum + (bands > 1 ? (place - 1) / (bands - 1) : 0);
  }, 0);
}

function requestOf(person: string, signals: readonly Signal[], now: number): SegmenterRequest {
  const profile = { person, anonymousIds: [], traits: {}, computed: {}, counts: {}, revenue: 0 };
  return { profile, history: { signals: signals.toReversed(), interactions: [] }, now };
}

function contextOf(signals: readonly Signal[], now: number): FitContext {
  const none = async function* () {};
  return {
    now,
    seed: 1,
    abort: new AbortController().signal,
    async *signals({ types } = {}) {
      const wanted = types ? signals.filter(({ type }) => types.includes(type)) : signals;
      for (let from = 0; from < wanted.length; from += 10_000) yield wanted.slice(from, from + 10_000);
    },
    interactions: none,
    profiles: none,
    items: none,
    progress: () => {},
  };
}
