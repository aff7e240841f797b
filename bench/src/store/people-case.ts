import { createEngine } from '@sintonia/core';
import type { SignalInput } from '@sintonia/spec';
import type { BenchCase } from '../suite.js';
import { personOf } from './made-up-signals.js';
import { TENANT, withStore } from './opened.js';
import type { StoreKind } from './store-kind.js';

/** So many are enough for an average. */
const MOST = 5_000;
const SIGNALS = 10;
const PEOPLE_A_CALL = 10;

/** What a person takes beside their signals: who they are and what follows from what they did, as an engine keeps it. */
export function peopleCase(kind: StoreKind): BenchCase {
  const name = `${kind.name}-people`;
  return {
    name,
    about: `room of a person with three traits, ${SIGNALS} signals not counted, and how fast an engine takes them in`,
    run: (sizes, say) =>
      withStore(kind, sizes.people, ({ store, room, signals }) =>
        withStore(kind, sizes.people, async (plain) => {
          const people = Math.min(MOST, sizes.people);
          say(`${people.toLocaleString('en')} people`);
          const engine = await createEngine({
            store,
            tenant: TENANT,
            fitting: 'manual',
            delivery: 'manual',
            holdout: 0,
          });
          const start = performance.now();
          for (let person = 0; person < people; person += PEOPLE_A_CALL) {
            const some = Array.from({ length: Math.min(PEOPLE_A_CALL, people - person) }, (_, at) =>
              personOf(person + at),
            );
            await Promise.all(some.map((userId) => engine.identify(traitsOf(userId))));
            await engine.collect(
              some.flatMap((userId) =>
                signals(SIGNALS).map(({ id, type, itemId, properties }) => ({ id, type, userId, itemId, properties })),
              ) as SignalInput[],
            );
          }
          const seconds = (performance.now() - start) / 1_000;
          // The same signals without an engine.
          for (let after: string | undefined; ; ) {
            const page = await store.scan({ tenant: TENANT, limit: 5_000, after });
            await plain.store.commit({ tenant: TENANT, append: page.signals });
            if (!page.more) break;
            after = page.cursor;
          }
          const beside = Math.max(0, (await room()) - (await plain.room()));
          await engine.close();
          return [
            { case: name, metric: 'room', value: beside / people, unit: 'bytes a person' },
            { case: name, metric: 'taken in', value: people / seconds, unit: 'people/s' },
          ];
        }),
      ),
  };
}

function traitsOf(userId: string) {
  return { userId, traits: { email: `${userId}@example.com`, name: `Somebody ${userId}`, country: 'ES' } };
}
