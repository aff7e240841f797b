import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { alternating } from './alternating.js';
import { personOf } from './made-up-signals.js';
import { TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

const BATCH = 100;
const FILL = 5_000;
const START = 10_000;

/** The same commits and reads while the store grows tenfold, and tenfold again. */
export function growthCase(kind: StoreKind): BenchCase {
  const name = `${kind.name}-growth`;
  return {
    name,
    about: 'commits, reads and room with ten times as many signals a step, from 10,000',
    run: (sizes, say) =>
      withStore(kind, sizes.people, async ({ store, folder, room, signals }) => {
        const figures: Figure[] = [];
        let [stored, turn] = [0, 0];
        for (const size of steps(sizes.signals)) {
          say(`filling up to ${size.toLocaleString('en')}`);
          const start = performance.now();
          const before = stored;
          for (; stored < size; stored += FILL) {
            await store.commit({ tenant: TENANT, append: signals(Math.min(FILL, size - stored)) });
          }
          const filled = (size - before) / ((performance.now() - start) / 1_000);
          stored = size;
          const person = () => personOf((turn++ * 7_919) % sizes.people);
          const [commit, read, making] = (await alternating(sizes.seconds, [
            () => store.commit({ tenant: TENANT, append: signals(BATCH) }),
            () => store.scan({ tenant: TENANT, person: person(), direction: 'backward', limit: 50 }),
            () => signals(BATCH),
          ])) as [number, number, number];
          const figure = (metric: string, value: number, unit: string) =>
            figures.push({ case: `${name}/${size}`, metric, value, unit });
          figure(`commitP50 of ${BATCH}`, Math.max(0, commit - making), 'ms');
          figure('readP50 of the last 50', read, 'ms');
          figure('bulk', filled, 'signals/s');
          figure('room', ((await room?.()) ?? bytesIn(folder)) / size, 'bytes a signal');
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

function bytesIn(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => {
    const isOfStore = !name.startsWith('bare');
    return isOfStore ? sum + statSync(join(folder, name)).size : sum;
  }, 0);
}
