import type { Key, Store } from '@sintonia/spec';
import type { Figure } from '../measurement.js';
import { median } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase } from '../suite.js';
import { TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

const content = { subject: 'Picked for you', text: 'x'.repeat(500) };

/** Messages a second that are claimed and then marked, each by two commits of its own, as an outbox does it. */
export function claimCase(kind: StoreKind): BenchCase {
  const name = `${kind.name}-claim`;
  return {
    name,
    about: 'messages claimed and then marked, each by two conditional commits; one at a time, and 64 at once',
    run: (sizes, say) =>
      withStore(kind, sizes.people, async ({ store }) => {
        const figures: Figure[] = [];
        let turn = 0;
        for (const lanes of [1, 64]) {
          say(`${lanes} at once`);
          const rounds: number[] = [];
          await rate(sizes.seconds * sizes.rounds, async () => {
            const keys = Array.from({ length: lanes }, () => keyOf(turn++));
            const { versions } = await store.commit({ tenant: TENANT, put: keys.map(pending) });
            const start = performance.now();
            await Promise.all(keys.map((key, at) => claimAndMark(store, key, versions[at] as number)));
            rounds.push(lanes / ((performance.now() - start) / 1_000));
            return lanes;
          });
          const metric = 'claimed and marked';
          figures.push({ case: `${name}/${lanes}`, metric, value: median(rounds), unit: 'messages/s' });
        }
        return figures;
      }),
  };
}

function keyOf(number: number): Key {
  return { tenant: TENANT, collection: 'outbox', person: `person-${number}`, id: `message-${number}` };
}

const pending = (key: Key) => ({ key, value: { state: 'pending', ...content } });

async function claimAndMark(store: Store, key: Key, version: number): Promise<void> {
  const claimed = await store.commit({
    ...{ tenant: TENANT, check: [{ key, version }] },
    put: [{ key, value: { state: 'claimed', until: 1, ...content } }],
  });
  await store.commit({
    ...{ tenant: TENANT, check: [{ key, version: claimed.versions[0] as number }] },
    put: [{ key, value: { state: 'sent' } }],
  });
}
