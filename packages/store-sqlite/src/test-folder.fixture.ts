import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signal, Store } from '@sintonia/spec';
import { afterAll } from 'vitest';

/** Paths in a folder of its own that goes away with the test file. */
export function testFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-sqlite-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}

export function signalOf(id: string, more: Partial<Signal> = {}): Signal {
  return { id, type: 'x', person: 'p', timestamp: 0, receivedAt: 0, ...more };
}

export async function allIds(store: Store): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.scan({ tenant: 't', after, limit: 10_000 });
    ids.push(...page.signals.map(({ id }) => id));
    if (!page.more) return ids;
    after = page.cursor;
  }
}
