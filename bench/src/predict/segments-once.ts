import { createEngine } from '@sintonia/core';
import { DAY, type SignalInput } from '@sintonia/spec';
import { batchesOf, END, seeded, userId } from '../pipeline/dataset.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import { segmentMix, shopCategories, shopSignals } from './segment-mix.js';

export interface SegmentsOrder {
  readonly people: number;
  readonly segments: number;
  readonly seconds: number;
}

/** Milliseconds from a call with one signal to its answer: stored, and told who entered and left. */
export interface SegmentsAnswer {
  readonly p50: number;
  readonly p99: number;
  readonly signals: number;
  /** Who entered or left a segment meanwhile, a signal. */
  readonly changes: number;
}

/** Calls until the machine is warm. */
const WARM_UP = 2_000;
const ACTIVE = 1_000;

/** A shop on a memory store, everybody with a signal or more, few of them with many; then one signal after the other. */
export async function segmentsOnce({ people, segments, seconds }: SegmentsOrder): Promise<SegmentsAnswer> {
  let now = END;
  const engine = await createEngine({
    segments: segmentMix(segments),
    clock: { now: () => now },
    ...{ fitting: 'manual', delivery: 'manual' },
  });
  let changes = 0;
  engine.on('membership', () => void changes++);
  const random = seeded(1);
  for (const batch of batchesOf(pastOf(people, random), 10_000)) await engine.collect(batch);

  // However many people there are, a thousand are here now, from all over the store.
  const active = Math.min(people, ACTIVE);
  const next = () => visit(Math.floor(rank(active, random) * (people / active)), now, random);
  for (let call = 0; call < Math.min(WARM_UP, 2 * people); call++) await engine.collect(next());
  const took: number[] = [];
  changes = 0;
  await rate(seconds, async () => {
    now += 1_000;
    const signal = next();
    const start = performance.now();
    await engine.collect(signal);
    took.push(performance.now() - start);
    return 1;
  });
  await engine.close();
  return {
    p50: median(took),
    p99: quantile(took, 0.99),
    signals: took.length,
    changes: changes / took.length,
  };
}

function* pastOf(people: number, random: () => number): Generator<SignalInput> {
  const at = () => END - Math.ceil(random() * 365 * DAY);
  for (let person = 0; person < people; person++) {
    yield visit(person, at(), random);
    if (person % 2 === 0) yield visit(rank(people, random), at(), random);
  }
}

/** Who does something next: few do much, by a power law. */
function rank(people: number, random: () => number): number {
  return Math.floor(people * random() ** 2.5);
}

function visit(person: number, timestamp: number, random: () => number): SignalInput {
  const type = drawn(random());
  const category = shopCategories[Math.floor(random() * shopCategories.length)] as string;
  const item = Math.floor(random() * 1_000);
  return {
    ...{ type, userId: userId(person), itemId: `item-${item}`, timestamp },
    ...(type === 'Order Completed' ? { value: 5 + (item % 50) } : {}),
    properties: { category },
  };
}

function drawn(place: number): string {
  let from = 0;
  for (const { type, share } of shopSignals) {
    from += share;
    if (place < from) return type;
  }
  return shopSignals[0].type;
}
