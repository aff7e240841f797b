import { mkdirSync } from 'node:fs';
import type { Signal } from '@sintonia/spec';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { sqlite } from './sqlite.js';
import { runChild } from './test-children/run-child.fixture.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();
const bulky = (id: string): Signal => signalOf(id, { properties: { text: 'x'.repeat(10_000) } });

describe('a full disk', () => {
  it('fails commits coded beyond maxBytes, keeps what was acknowledged, and goes on when there is room', async () => {
    const store = sqlite(pathOf('small.db'), { maxBytes: 2 ** 20, lone: 'thread' });
    const commits = Array.from({ length: 200 }, (_, at) => store.commit({ tenant: 't', append: [bulky(`s${at}`)] }));
    const outcomes = await Promise.allSettled(commits);
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ code: 'SINTONIA_STORE_FULL', retryable: true });
    }
    const stored = outcomes.flatMap(({ status }, at) => (status === 'fulfilled' ? [`s${at}`] : []));
    expect(await allIds(store)).toEqual(stored);
    await store.erase('t', 'p');
    await store.commit({ tenant: 't', append: [bulky('again')] });
    await store.close();
    const reopened = sqlite(pathOf('small.db'));
    expect(await allIds(reopened)).toEqual(['again']);
    await reopened.close();
  });

  it('fails no less coded on the calling thread', async () => {
    const store = sqlite(pathOf('caller.db'), { maxBytes: 2 ** 20, lone: 'caller' });
    const kept: string[] = [];
    let refused: unknown;
    for (let at = 0; refused === undefined; at += 1) {
      const commit = store.commit({
        tenant: 't',
        append: [signalOf(`s${at}`, { properties: { text: 'x'.repeat(5_000) } })],
      });
      refused = await commit.then(
        () => void kept.push(`s${at}`),
        (error: unknown) => error,
      );
    }
    expect(refused).toMatchObject({ code: 'SINTONIA_STORE_FULL', retryable: true });
    expect(await allIds(store)).toEqual(kept);
    await store.erase('t', 'p');
    await store.commit({ tenant: 't', append: [signalOf('again')] });
    expect(await allIds(store)).toEqual(['again']);
    await store.close();
  });

  it('ENOSPC of a real file system: coded, nothing lost, process alive', async (context) => {
    const folder = pathOf('disk');
    mkdirSync(folder);
    // A tiny file system of our own, in a namespace that vanishes with the child.
    const keep = `mount -t tmpfs -o size=3m none ${folder} && "$@"; code=$?; cp ${folder}/* ${pathOf('')} ; exit $code`;
    const probe = runChild(
      'leave-open',
      [pathOf('probe.db')],
      ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs none /mnt && "$@"', 'sh'],
    );
    probe.process.on('error', () => {});
    if ((await probe.ended.catch(() => ({ code: 1 }))).code !== 0) {
      context.skip('This machine lets nobody mount a tmpfs; the file size limit below takes its place.');
    }
    const child = runChild('fill-up', [`${folder}/full.db`], ['unshare', '-rm', 'sh', '-c', keep, 'sh']);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    await expectIntact(pathOf('full.db'), child.lines, 'SINTONIA_STORE_FULL');
  });

  it('a file that may not grow (ulimit -f): coded, nothing lost, process alive', async () => {
    // In blocks of 512 or 1,024 bytes, as the shell likes.
    const child = runChild('fill-up', [pathOf('limited.db')], ['sh', '-c', 'ulimit -f 4096; exec "$@"', 'sh']);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    await expectIntact(pathOf('limited.db'), child.lines, 'SINTONIA_STORE_FAILED');
  });
});

async function expectIntact(path: string, lines: readonly string[], code: string): Promise<void> {
  const acknowledged = lines.filter((line) => line.startsWith('s'));
  expect(acknowledged.length).toBeGreaterThan(10);
  expect(lines.slice(acknowledged.length)).toEqual([`read ${acknowledged.length}`, `codes ${code}`]);
  const db = new Database(path);
  expect(db.prepare('PRAGMA integrity_check').raw().all()).toEqual([['ok']]);
  db.close();
  const store = sqlite(path);
  expect(await allIds(store)).toEqual(acknowledged);
  await store.commit({ tenant: 't', append: [signalOf('later')] });
  await store.close();
}
