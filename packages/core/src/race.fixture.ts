import { setImmediate as turn } from 'node:timers/promises';
import type { Batch, Store } from '@sintonia/spec';
import fc, { type Scheduler } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './store/memory-store.js';
import { beforeCommits, closeEngines, storeLike } from './test-engine.fixture.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const numRuns = isDeep ? 10_000 : 100;
/** A planted bug is met sooner or later. */
const plantedRuns = isDeep ? 10_000 : 2_000;
const timeout = isDeep ? 3_600_000 : 60_000;

export type Race = (scheduler: Scheduler, planted: (store: Store) => Store) => Promise<void>;

/** A store, the planted bug in it, that makes every commit wait for its turn as soon as `start` is called. */
export function racing(scheduler: Scheduler, planted: (store: Store) => Store) {
  let isOn = false;
  const store = memoryStore();
  const slow = () => beforeCommits(planted(store), () => isOn && scheduler.schedule(Promise.resolve(), 'commit'));
  const start = () => {
    isOn = true;
  };
  const stop = () => {
    isOn = false;
  };
  return { store, slow, start, stop };
}

/** The planted bug: conditions about a kind of entry are not looked at. */
export function ignoring(...collections: readonly string[]) {
  return (store: Store): Store =>
    storeLike(store, {
      commit: ({ check = [], ...batch }: Batch) =>
        store.commit({ ...batch, check: check.filter(({ key }) => !collections.includes(key.collection)) }),
    });
}

/** A turn of the event loop, too: where ten thousand runs are one, nothing of them is ever freed. */
async function tidyUp(): Promise<void> {
  await closeEngines();
  await turn();
}

/** Both ways: nothing is found in what we ship, and something is with the bug planted. */
export function race(law: string, plant: (store: Store) => Store, run: Race): void {
  describe(law, () => {
    it('holds in every order of steps', { timeout }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), (scheduler) => run(scheduler, (store) => store).finally(tidyUp)),
        { numRuns },
      );
    });

    it('is seen to be broken with a bug planted', { timeout }, async () => {
      const property = fc.asyncProperty(fc.scheduler(), (scheduler) => run(scheduler, plant).finally(tidyUp));
      const { failed } = await fc.check(property, { numRuns: plantedRuns, endOnFailure: true });
      expect(failed).toBe(true);
    });
  });
}
