import type { Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { alternating } from './alternating.js';
import { personOf } from './made-up-signals.js';
import { type Opened, TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

const BATCH = 100;
const FILL = 5_000;
const START = 10_000;
/** Filling a store takes longer than all else; with `--seconds` 1 it ends after this many, wherever it has come to. */
const MOST_SECONDS = 120;

/** The same commits and reads while the store grows tenfold, and tenfold again. */
export function growthCase(kind: StoreKind): BenchCase {
  const name = `${kind.name}-growth`;
  return {
    name,
    about: 'commits, reads and room with ten times as many signals a step, from 10,000, as far as it comes in the time',
    run: (sizes, say) =>
      withStore(kind, sizes.people, async (opened) => {
        const { store, room, signals } = opened;
        const figures: Figure[] = [];
        let left = sizes.seconds * MOST_SECONDS;
        let [stored, turn] = [0, 0];
        for (const size of steps(sizes.signals)) {
          if (left <= 0) break;
          say(`filling up to ${size.toLocaleString('en')}`);
          const filled = await fill(opened, size - stored, left);
          stored += filled.signals;
          left -= filled.seconds;
          const person = () => personOf((turn++ * 7_919) % sizes.people);
          let made = signals(BATCH);
          const [commit, read] = (await alternating(
            sizes.seconds,
            [
              () => store.commit({ tenant: TENANT, append: made }),
              () => store.scan({ tenant: TENANT, person: person(), direction: 'backward', limit: 50 }),
            ],
            () => {
              made = signals(BATCH);
            },
          )) as [number, number];
          const figure = (metric: string, value: number, unit: string) =>
            figures.push({ case: `${name}/${stored}`, metric, value, unit });
          figure(`commitP50 of ${BATCH}`, commit, 'ms');
          figure('readP50 of the last 50', read, 'ms');
          figure('bulk', filled.signals / filled.seconds, 'signals/s');
          figure('room', (await room()) / stored, 'bytes a signal');
        }
        return figures;
      }),
  };
}

/** Powers of ten up to all of them. */
export function steps(signals: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = Math.min(START, signals); size <= signals; size *= 10) sizes.push(size);
  return sizes;
}

/** Brings so many signals in, or as many as the time allows. @returns how many, and how long it took. */
async function fill({ store, signals }: Opened, count: number, seconds: number) {
  const start = performance.now();
  const took = () => (performance.now() - start) / 1_000;
  let done = 0;
  while (done < count && took() < seconds) {
    const append = signals(Math.min(FILL, count - done));
    await store.commit({ tenant: TENANT, append });
    done += append.length;
  }
  return { signals: done, seconds: took() };
}
