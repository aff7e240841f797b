import { DAY, type Engine, systemClock } from '@sintonia/spec';
import { postgres } from '@sintonia/store-postgres';
import type { EngineProcesses } from './engine-processes.js';
import { openEngine, PEOPLE, personOf, TYPE } from './open-engine.js';
import type { Provider } from './provider.js';

export interface Inspection {
  readonly signals: {
    readonly acknowledged: number;
    readonly stored: number;
    readonly lost: number;
    readonly doubled: number;
  };
  /** People whose profile has counted something else than what is in the log. */
  readonly miscounted: number;
  readonly messages: {
    readonly acknowledged: number;
    readonly accepted: number;
    readonly acceptedTwice: number;
    /** Their process was killed between handing them over and hearing the answer. Never sent again by themselves. */
    readonly unknown: number;
    /** Neither accepted nor known to be in doubt. */
    readonly lost: number;
  };
}

/** Compares what processes were told with what is there. Waits for no claim of the killed: its clock is a day ahead. */
export async function inspect(
  address: string,
  { acknowledged }: EngineProcesses,
  provider: Provider,
): Promise<Inspection> {
  const ids = new Map<string, number>();
  const counts = new Map<string, number>();
  await readLog(address, (id, person) => {
    ids.set(id, (ids.get(id) ?? 0) + 1);
    counts.set(person, (counts.get(person) ?? 0) + 1);
  });
  const engine = await openEngine(address, provider.url, { now: () => systemClock.now() + DAY });
  try {
    await engine.tick();
    const unknown = await inState(engine, [...acknowledged.message], 'unknown');
    const twice = [...provider.accepted.values()].filter((count) => count > 1);
    const lost = [...acknowledged.message].filter((key) => !provider.accepted.has(key) && !unknown.has(key));
    return {
      signals: {
        acknowledged: acknowledged.signal.size,
        stored: ids.size,
        lost: [...acknowledged.signal].filter((id) => !ids.has(id)).length,
        doubled: [...ids.values()].filter((count) => count > 1).length,
      },
      miscounted: await miscounted(engine, counts),
      messages: {
        acknowledged: acknowledged.message.size,
        accepted: provider.accepted.size,
        acceptedTwice: twice.length,
        unknown: unknown.size,
        lost: lost.length,
      },
    };
  } finally {
    await engine.close();
  }
}

async function readLog(address: string, tell: (id: string, person: string) => void): Promise<void> {
  const store = postgres(address);
  let after: string | undefined;
  for (let more = true; more; ) {
    const page = await store.scan({ tenant: 'default', after, limit: 5_000 });
    for (const { id, person, type } of page.signals) if (type === TYPE) tell(id, person);
    after = page.cursor;
    more = page.more;
  }
  await store.close();
}

async function inState(engine: Engine, keys: readonly string[], state: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const key of keys) if ((await engine.fateOf(key))?.state === state) found.add(key);
  return found;
}

async function miscounted(engine: Engine, counts: ReadonlyMap<string, number>): Promise<number> {
  let wrong = 0;
  for (let number = 0; number < PEOPLE; number += 1) {
    const { counts: told } = await engine.profileOf({ userId: personOf(number) });
    if ((told[TYPE] ?? 0) !== (counts.get(personOf(number)) ?? 0)) wrong += 1;
  }
  return wrong;
}
