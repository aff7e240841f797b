import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStore, createEngine } from '@sintonia/core';
import type { Store } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { inMemory } from '@sintonia/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { postgres } from './postgres.js';
import { testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const folder = mkdtempSync(join(tmpdir(), 'sintonia-copy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const orders = Array.from({ length: 60 }, (_, at) => ({
  id: `order-${at}`,
  userId: `person-${at % 7}`,
  type: 'Order Completed',
  itemId: `item-${at % 5}`,
  value: at,
}));

describe('an engine', () => {
  it('moves from SQLite to PostgreSQL, and back, with all it knows', { timeout: 60_000 }, async () => {
    const [file, back] = [join(folder, 'app.db'), join(folder, 'back.db')];
    const address = await server().database();
    expect(await told(sqlite(file))).toMatchObject({ accepted: 60 });
    const known = await told(sqlite(file));
    expect(known).toMatchObject({ accepted: 0, counts: { 'Order Completed': 9 } });

    const there = await copied(sqlite(file), postgres(address));
    expect(there.signals).toBe(60);
    expect(await told(postgres(address))).toEqual(known);
    expect(await copied(postgres(address), sqlite(back))).toEqual(there);
    expect(await told(sqlite(back))).toEqual(known);
  });
});

/** Tells an engine everything once more. @returns how much of it was new, and what it knows of somebody. */
async function told(store: Store) {
  const engine = await createEngine({ ...inMemory().options, store });
  const { accepted } = await engine.collect(orders);
  const { counts, revenue } = (await engine.profileOf({ userId: 'person-3' })) ?? {};
  await engine.close();
  return { accepted, counts, revenue };
}

async function copied(from: Store, to: Store) {
  const report = await copyStore(from, to);
  await Promise.all([from.close(), to.close()]);
  return report;
}
