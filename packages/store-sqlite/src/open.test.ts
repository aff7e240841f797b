import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { letGo } from './let-go.fixture.js';
import { schema } from './schema.js';
import { sqlite } from './sqlite.js';
import { runChild } from './test-children/run-child.fixture.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';

const here = fileURLToPath(import.meta.url);
const pathOf = testFolder();
const batch = { tenant: 't', append: [signalOf('s')] };

describe('opening', () => {
  it('refuses options that make no sense', () => {
    expect(() => sqlite('')).toThrow(expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'path' }));
    expect(() => sqlite(':memory:')).toThrow(/memoryStore/);
    expect(() => sqlite('a.db', { busyTimeoutMs: -1 })).toThrow(expect.objectContaining({ field: 'busyTimeoutMs' }));
    expect(() => sqlite('a.db', { maxBytes: 5 })).toThrow(expect.objectContaining({ field: 'maxBytes' }));
    const lone = 'sometimes' as 'auto';
    expect(() => sqlite('a.db', { lone })).toThrow(expect.objectContaining({ field: 'lone' }));
  });

  it('does not touch the disk before its first use', async () => {
    const store = sqlite(pathOf('absent/ana@example.org.db'));
    await store.close();
    await expect(store.commit(batch)).rejects.toMatchObject({ code: 'SINTONIA_STORE_CLOSED' });
  });

  it('fails coded in an absent folder, without the path, and works once the folder is there', async () => {
    const store = sqlite(pathOf('late/ana@example.org.db'));
    const uses = [
      () => store.commit(batch),
      () => store.get({ tenant: 't', collection: 'c', id: 'a' }),
      () => store.erase('t', 'p'),
    ];
    for (const use of uses) {
      const error: unknown = await use().then(undefined, (reason) => reason);
      expect(error).toMatchObject({ code: 'SINTONIA_STORE_FAILED', details: { sqlite: 'SQLITE_CANTOPEN' } });
      expect(`${error}${JSON.stringify(error)}`).not.toContain('ana@');
    }
    mkdirSync(pathOf('late'));
    await store.commit(batch);
    expect(await allIds(store)).toEqual(['s']);
    await store.close();
  });

  it('fails coded on a folder, and on a file that is no database', async () => {
    mkdirSync(pathOf('folder.db'));
    writeFileSync(pathOf('text.db'), 'this is no database '.repeat(100));
    for (const name of ['folder.db', 'text.db']) {
      const store = sqlite(pathOf(name));
      await expect(store.commit(batch)).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED' });
      await store.close();
    }
    expect(statSync(pathOf('text.db')).size).toBe(2_000);
  });

  it('fails coded where the file or its folder may not be written to', { timeout: 20_000 }, async (context) => {
    // Permissions do not bind the superuser, so that somebody else has to try.
    const within = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--clear-groups'] : [];
    if (within.length > 0 && spawnSync(within[0] as string, [...within.slice(1), 'test', '-r', here]).status !== 0) {
      context.skip('We are the superuser, and no other user can read this checkout.');
    }
    mkdirSync(pathOf('closed'));
    const store = sqlite(pathOf('closed/read-only.db'));
    await store.commit(batch);
    await store.close();
    await letGo();
    chmodSync(pathOf('closed/read-only.db'), 0o444);
    chmodSync(pathOf('closed'), 0o555);
    chmodSync(pathOf(''), 0o755);
    for (const name of ['closed/new.db', 'closed/read-only.db']) {
      const child = runChild('first-error', [pathOf(name)], within);
      expect(await child.ended).toEqual({ code: 0, signal: null });
      expect(child.lines).toEqual(['SINTONIA_STORE_FAILED']);
    }
  });

  it("leaves somebody else's database alone", async () => {
    const other = new Database(pathOf('other.db'));
    other.exec('CREATE TABLE signals (theirs TEXT); PRAGMA user_version = 7');
    other.close();
    const store = sqlite(pathOf('other.db'));
    await expect(store.commit(batch)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      message: expect.stringContaining('something else'),
    });
    await store.close();
  });

  it('refuses a store that newer software wrote', async () => {
    const store = sqlite(pathOf('newer.db'));
    await store.commit(batch);
    await store.close();
    const db = new Database(pathOf('newer.db'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const again = sqlite(pathOf('newer.db'));
    await expect(again.commit(batch)).rejects.toMatchObject({
      code: 'SINTONIA_STORE_NEWER',
      details: { storeVersion: 99, knownVersion: schema.length },
    });
    await again.close();
  });

  it('says so when another process keeps the file locked', async () => {
    const store = sqlite(pathOf('busy.db'), { busyTimeoutMs: 50 });
    await store.commit(batch);
    const other = new Database(pathOf('busy.db'));
    other.exec('BEGIN IMMEDIATE');
    const refused = store.commit({ tenant: 't', append: [signalOf('late')] });
    await expect(refused).rejects.toMatchObject({
      code: 'SINTONIA_STORE_FAILED',
      retryable: true,
      details: { sqlite: 'SQLITE_BUSY' },
    });
    expect(await allIds(store)).toEqual(['s']);
    other.exec('COMMIT');
    await store.commit({ tenant: 't', append: [signalOf('late')] });
    expect(await allIds(store)).toEqual(['s', 'late']);
    other.close();
    await store.close();
  });

  it('syncs every commit, and overwrites what is deleted, on either thread', async () => {
    const { openWriting, openWritingBeside } = await import('./open-database.js');
    const settings = { path: pathOf('pragmas.db'), busyTimeoutMs: 0, maxBytes: undefined };
    for (const open of [openWriting, openWritingBeside]) {
      const db = open(settings);
      const read = (name: string) => (db.prepare(`PRAGMA ${name}`).raw().get() as [unknown])[0];
      expect([read('journal_mode'), read('synchronous'), read('secure_delete')]).toEqual(['wal', 2, 1]);
      db.close();
    }
  });
});
