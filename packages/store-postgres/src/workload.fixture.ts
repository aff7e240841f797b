import { setTimeout as sleep } from 'node:timers/promises';
import { isSintoniaError, type Store } from '@sintonia/spec';
import { expect } from 'vitest';
import { allIds, signalOf } from './test-server.fixture.js';

export interface Workload {
  readonly failures: string[];
  /** Stops it and gives what was acknowledged. */
  end(): Promise<readonly string[]>;
}

/** Four loops that append and count, and repeat what failed until it succeeds. */
export function workload(store: Store, prefix = 'w'): Workload {
  const failures: string[] = [];
  const acknowledged: string[] = [];
  let isEnding = false;
  const loops = [0, 1, 2, 3].map(async (loop) => {
    for (let count = 0; !isEnding || count < 5; count += 1) {
      const id = `${prefix}${loop}-${count}`;
      const key = { tenant: 't', collection: 'c', person: `p${loop}`, id };
      for (;;) {
        try {
          await store.commit({ tenant: 't', append: [signalOf(id)], put: [{ key, value: id }] });
          acknowledged.push(id);
          break;
        } catch (error) {
          if (!isSintoniaError(error)) throw error;
          failures.push(error.code);
          await sleep(20);
        }
      }
    }
  });
  return {
    failures,
    async end() {
      isEnding = true;
      await Promise.all(loops);
      return acknowledged;
    },
  };
}

/** All that was acknowledged is there, and nothing twice or by half. Ends it. */
export async function expectExact(store: Store, work: Workload): Promise<void> {
  const acknowledged = await work.end();
  const ids = await allIds(store);
  expect(new Set(ids).size).toBe(ids.length);
  expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
  const entries = await store.list({ tenant: 't', collection: 'c', limit: 10_000 });
  expect(new Set(entries.map(({ key }) => key.id))).toEqual(new Set(ids.filter((id) => id !== 'first')));
}
