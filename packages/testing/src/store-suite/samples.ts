import type { Cursor, Entry, Key, ScanQuery, Signal, Store, StoreValue } from '@sintonia/spec';
import { expect } from 'vitest';

export const TENANT = 'shop';

export function signalOf(id: string, person = 'ana', more: Partial<Signal> = {}): Signal {
  return { id, type: 'Product Viewed', person, timestamp: 1_700_000_000_000, receivedAt: 1_700_000_000_500, ...more };
}

export function signalsOf(count: number, person = 'ana', prefix = 's'): Signal[] {
  return Array.from({ length: count }, (_, index) => signalOf(`${prefix}${index}`, person));
}

export function keyOf(id: string, person?: string, collection = 'things', tenant = TENANT): Key {
  return { tenant, collection, id, ...(person !== undefined && { person }) };
}

/** Puts one value and returns its version. */
export async function putOne(store: Store, key: Key, value: StoreValue = 0): Promise<number> {
  const { versions } = await store.commit({ tenant: key.tenant, put: [{ key, value }] });
  return versions[0] as number;
}

export async function putIds(store: Store, ids: readonly string[], person?: string): Promise<void> {
  await store.commit({ tenant: TENANT, put: ids.map((id) => ({ key: keyOf(id, person), value: id })) });
}

/** Ids of all signals that a scan finds, page by page. */
export async function scanIds(store: Store, query: Partial<ScanQuery> = {}): Promise<string[]> {
  const ids: string[] = [];
  let after: Cursor | undefined = query.after;
  for (;;) {
    const page = await store.scan({ tenant: TENANT, limit: 10_000, ...query, after });
    ids.push(...page.signals.map(({ id }) => id));
    if (!page.more) return ids;
    expect(page.signals.length, 'a page that says more must bring something').toBeGreaterThan(0);
    after = page.cursor;
  }
}

export function idsOf(entries: readonly Entry[]): string[] {
  return entries.map(({ key }) => key.id);
}

export function expectCode(promise: Promise<unknown>, code: string) {
  return expect(promise).rejects.toMatchObject({ code: `SINTONIA_${code}` });
}
