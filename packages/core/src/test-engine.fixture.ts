import type { Batch, Campaign, CommitResult, Engine, EngineEvents, JsonValue, Plugin, Store } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { afterEach } from 'vitest';
import { createEngine } from './create-engine.js';
import type { EngineOptions } from './engine-options.js';
import { memoryStore } from './store/memory-store.js';

/** A campaign that says hello. */
export const hello: Campaign = {
  channel: 'email',
  picks: 0,
  compose: ({ profile }) => ({ subject: 'Hello', text: `Hello ${profile.traits.firstName ?? 'you'}` }),
};

type Options = Omit<EngineOptions, 'plugins'> & { readonly plugins?: readonly Plugin[] };

const opened: Engine[] = [];
afterEach(closeEngines);

/** Before the test ends: for one that opens thousands. */
export async function closeEngines(): Promise<void> {
  await Promise.all(opened.splice(0).map((engine) => engine.close().catch(() => undefined)));
}

/** An engine in memory on a clock that stands still, its mailbox, and every `error` event. Closed when the test ends. */
export async function testEngine({ plugins = [], ...options }: Options = {}) {
  const { options: preset, clock, mailbox } = inMemory({ plugins });
  const store = options.store ?? memoryStore();
  const campaigns = { hello, receipt: { ...hello, purpose: 'service' } };
  const engine = await createEngine({ ...preset, campaigns, ...options, store });
  opened.push(engine);
  const errors: EngineEvents['error'][] = [];
  engine.on('error', (event) => void errors.push(event));
  return { engine, clock: options.clock ?? clock, testClock: clock, mailbox, store, errors };
}

/** Known, reachable, and agrees to be written to. */
export async function reachable(engine: Engine, userId: string, traits: Record<string, JsonValue> = {}): Promise<void> {
  await engine.identify({ userId, traits: { email: `${userId}@example.com`, ...traits } });
  await engine.privacy.grant({ userId, purposes: ['marketing'] });
}

/** The same store with some members replaced. Closing it leaves the store open, for the next engine. */
export function storeLike(store: Store, changes: Partial<Store> = {}): Store {
  return {
    name: store.name,
    specVersion: 1,
    commit: (batch) => store.commit(batch),
    scan: (query) => store.scan(query),
    get: (key) => store.get(key),
    list: (query) => store.list(query),
    erase: (tenant, person) => store.erase(tenant, person),
    close: async () => undefined,
    ...changes,
  };
}

/** The same store, where something happens before each commit, which may throw. */
export function beforeCommits(store: Store, before: (batch: Batch) => unknown): Store {
  const commit = async (batch: Batch): Promise<CommitResult> => {
    await before(batch);
    return store.commit(batch);
  };
  return storeLike(store, { commit });
}

/** Everything in a store of the tenant `default`, as one text. */
export async function everythingIn(store: Store, collections: Iterable<string>): Promise<string> {
  const found: unknown[] = [(await store.scan({ tenant: 'default', limit: 10_000 })).signals];
  for (const collection of collections) {
    found.push(await store.list({ tenant: 'default', collection, limit: 10_000 }));
  }
  return JSON.stringify(found);
}

/** Matches an error of ours. */
export function coded(name: string, field?: string) {
  return { code: `SINTONIA_${name}`, ...(field === undefined ? {} : { field }) };
}
