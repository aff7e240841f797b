import { existsSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { letGo } from './let-go.fixture.js';
import { migrate } from './migrate.js';
import { schema } from './schema.js';
import { type SqliteStore, sqlite } from './sqlite.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
// Threads start slowly from source.
vi.setConfig({ testTimeout: 60_000 });

async function filled(name: string, count = 2_000): Promise<SqliteStore> {
  const store = sqlite(pathOf(name));
  const append = Array.from({ length: count }, (_, at) => signalOf(`s${at}`, { person: `p${at % 9}` }));
  await store.commit({ tenant: 't', append, put: [{ key: { tenant: 't', collection: 'c', id: 'a' }, value: 1 }] });
  return store;
}

describe('a backup', () => {
  it('is a store of its own: what was there at one moment, amid commits', async () => {
    const store = await filled('busy.db');
    const writing = Array.from({ length: 50 }, (_, at) => store.commit({ tenant: 't', append: [signalOf(`w${at}`)] }));
    const { bytes } = await store.backup(pathOf('copy.db'));
    await Promise.all(writing);
    expect(bytes).toBe(statSync(pathOf('copy.db')).size);
    const copy = sqlite(pathOf('copy.db'));
    const ids = await allIds(copy);
    // A prefix of what was written, in its order.
    expect(ids.length).toBeGreaterThanOrEqual(2_000);
    expect((await allIds(store)).slice(0, ids.length)).toEqual(ids);
    expect(await copy.get({ tenant: 't', collection: 'c', id: 'a' })).toMatchObject({ value: 1, version: 1 });
    expect(await copy.integrityCheck()).toEqual([]);
    expect(await copy.commit({ tenant: 't', append: [signalOf('s0'), signalOf('more')] })).toMatchObject({
      appended: 1,
      duplicates: ['s0'],
    });
    await Promise.all([store.close(), copy.close()]);
  });

  it('never overwrites, and leaves nothing behind where it fails', async () => {
    const store = await filled('kept.db', 10);
    mkdirSync(pathOf('backups'));
    writeFileSync(pathOf('backups/mine.txt'), 'mine');
    writeFileSync(pathOf('backups/empty.db'), '');
    for (const name of ['backups/mine.txt', 'backups/empty.db', 'kept.db', 'backups', 'absent/copy.db']) {
      await expect(store.backup(pathOf(name))).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED' });
    }
    await expect(store.backup('')).rejects.toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field: 'path' });
    expect(readdirSync(pathOf('backups')).sort()).toEqual(['empty.db', 'mine.txt']);
    expect(statSync(pathOf('backups/empty.db')).size).toBe(0);
    const twice = await Promise.allSettled([store.backup(pathOf('one.db')), store.backup(pathOf('one.db'))]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await store.close();
    await expect(store.backup(pathOf('late.db'))).rejects.toMatchObject({ code: 'SINTONIA_STORE_CLOSED' });
    expect(existsSync(pathOf('late.db'))).toBe(false);
  });
});

describe('integrityCheck', () => {
  it('says what is damaged, without any value, and leaves the store usable', async () => {
    const store = await filled('damaged.db');
    expect(await store.integrityCheck()).toEqual([]);
    await store.close();
    await letGo();
    damageIndex(pathOf('damaged.db'));
    const damaged = sqlite(pathOf('damaged.db'));
    const problems = await damaged.integrityCheck();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.join(' ')).not.toMatch(/\bs\d+\b|\bp\d\b/);
    expect(await allIds(damaged)).toHaveLength(2_000);
    await damaged.close();
  });
});

describe('migrate', () => {
  it('goes to a version that this code knows, when nobody has the file open', async () => {
    const store = await filled('migrated.db', 10);
    await expect(migrate(pathOf('migrated.db'))).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      details: { sqlite: 'SQLITE_BUSY' },
    });
    await store.close();
    await letGo();
    expect(await migrate(pathOf('migrated.db'))).toEqual({ from: schema.length, to: schema.length });
    expect(await migrate(pathOf('migrated.db'), { to: 1 })).toEqual({ from: schema.length, to: 1 });
    // Opening it brings it up again.
    const again = sqlite(pathOf('migrated.db'));
    await again.commit({ tenant: 't', append: [signalOf('more')] });
    expect(await allIds(again)).toHaveLength(11);
    await again.close();
  });

  it('refuses what it does not know', async () => {
    await expect(migrate(pathOf('absent.db'))).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED' });
    expect(existsSync(pathOf('absent.db'))).toBe(false);
    for (const to of [0, schema.length + 1, 1.5, Number.NaN]) {
      await expect(migrate(pathOf('absent.db'), { to })).rejects.toMatchObject({
        code: 'SINTONIA_OPTION_INVALID',
        field: 'to',
      });
    }
    const slip = { from: 1 } as object;
    await expect(migrate(pathOf('absent.db'), slip)).rejects.toMatchObject({ field: 'from' });
    const newer = new Database(pathOf('newer.db'));
    newer.exec('PRAGMA application_id = 0x53696e74; PRAGMA user_version = 99');
    newer.close();
    await expect(migrate(pathOf('newer.db'))).rejects.toMatchObject({ code: 'SINTONIA_STORE_NEWER' });
  });
});

/** Writes over the last leaf of an index, as a failing disk might. */
function damageIndex(path: string): void {
  const db = new Database(path);
  const [root] = db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'signals_by_person'").raw().get() as [
    number,
  ];
  const [size] = db.prepare('PRAGMA page_size').raw().get() as [number];
  db.close();
  writeSync(openSync(path, 'r+'), Buffer.alloc(64, 0xff), 0, 64, root * size - 64);
}
