import { createHash, type Hash } from 'node:crypto';
import type { Cursor, Entry, Key, Signal, Store, StoreContents } from '@sintonia/spec';
import type { Pace } from './copy-tenant.js';

const PAGE = 2_000;

/** The signals, or the entries of one collection, of a tenant. */
export interface CopiedPart {
  readonly tenant: string;
  /** Absent for signals. */
  readonly collection?: string;
  readonly count: number;
  /** SHA-256 of them all in their order, versions apart. */
  readonly checksum: string;
}

export async function partsOf(store: Store, contents: readonly StoreContents[], pace: Pace): Promise<CopiedPart[]> {
  const parts: CopiedPart[] = [];
  for (const { tenant, collections } of contents) {
    parts.push(await signalsOf(store, tenant, pace));
    for (const collection of collections) parts.push(await entriesOf(store, tenant, collection, pace));
  }
  return parts;
}

async function signalsOf(store: Store, tenant: string, { progress, goesOn }: Pace): Promise<CopiedPart> {
  const hash = createHash('sha256');
  let count = 0;
  let after: Cursor | undefined;
  for (let more = true; more; ) {
    await goesOn();
    const page = await store.scan({ tenant, after, limit: PAGE });
    for (const signal of page.signals) addSignal(hash, signal);
    count += page.signals.length;
    after = page.cursor;
    more = page.more;
    progress({ doing: 'verifying', tenant, done: count });
  }
  return { tenant, count, checksum: hash.digest('hex') };
}

async function entriesOf(store: Store, tenant: string, collection: string, pace: Pace): Promise<CopiedPart> {
  const hash = createHash('sha256');
  let count = 0;
  let after: Key | undefined;
  for (;;) {
    await pace.goesOn();
    const page = await store.list({ tenant, collection, after, limit: PAGE });
    for (const entry of page) addEntry(hash, entry);
    count += page.length;
    after = page.at(-1)?.key;
    pace.progress({ doing: 'verifying', tenant, collection, done: count });
    if (page.length < PAGE) return { tenant, collection, count, checksum: hash.digest('hex') };
  }
}

// Members in one order: what stores give may differ in that.
function addSignal(hash: Hash, signal: Signal): void {
  const { id, type, person, timestamp, receivedAt, itemId, value, properties, context } = signal;
  hash.update(`${JSON.stringify([id, type, person, timestamp, receivedAt, itemId, value, properties, context])}\n`);
}

function addEntry(hash: Hash, { key: { id, person }, value }: Entry): void {
  const isBytes = value instanceof Uint8Array;
  hash.update(`${JSON.stringify([id, person, isBytes ? value.byteLength : value])}\n`);
  if (isBytes) hash.update(value);
}
