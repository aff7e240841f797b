import type { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { sqlite } from './sqlite.js';
import { runChild } from './test-children/run-child.fixture.js';
import { allIds, signalOf, testFolder } from './test-folder.fixture.js';

const pathOf = testFolder();

describe('a crash', () => {
  it('of the process loses nothing acknowledged, again and again on one file', { timeout: 60_000 }, async () => {
    const path = pathOf('killed.db');
    const acknowledged = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      const child = runChild('append-forever', [path, `r${round}`]);
      await vi.waitFor(() => expect(child.lines.length).toBeGreaterThan(50 + round * 37), {
        timeout: 20_000,
        interval: 1,
      });
      child.process.kill('SIGKILL');
      expect((await child.ended).signal).toBe('SIGKILL');
      for (const id of child.lines) acknowledged.add(id);

      const store = sqlite(path);
      const stored = new Set(await allIds(store));
      expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
      // Signal and entry of one batch: both or neither.
      const entries = await store.list({ tenant: 't', collection: 'latest', limit: 10_000 });
      expect(new Set(entries.map(({ key }) => key.id))).toEqual(stored);
      await store.close();
    }
    const db = new Database(path);
    expect(db.prepare('PRAGMA integrity_check').raw().all()).toEqual([['ok']]);
    db.close();
  });

  it('of the writing thread fails what waits, and the next commit opens anew', async () => {
    const workers: Worker[] = [];
    const collect = (worker: Worker) => workers.push(worker);
    process.on('worker', collect);
    const store = sqlite(pathOf('thread.db'));
    await store.commit({ tenant: 't', append: [signalOf('before')] });
    process.off('worker', collect);
    const waiting = Array.from({ length: 20 }, (_, at) => store.commit({ tenant: 't', append: [signalOf(`w${at}`)] }));
    const ended = workers[0]?.terminate();
    const outcomes = await Promise.allSettled(waiting);
    await ended;
    const failed = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'SINTONIA_STORE_FAILED', retryable: true });
    await store.commit({ tenant: 't', append: [signalOf('after')] });
    const ids = await allIds(store);
    expect(ids).toContain('before');
    expect(ids.at(-1)).toBe('after');
    outcomes.forEach(({ status }, at) => {
      if (status === 'fulfilled') expect(ids).toContain(`w${at}`);
    });
    await store.close();
  });
});

describe('processes', () => {
  it('share one file: no increment is lost, no signal doubled', { timeout: 60_000 }, async () => {
    const path = pathOf('shared.db');
    const children = [1, 2, 3, 4].map(() => runChild('count-together', [path]));
    for (const { ended } of children) expect(await ended).toEqual({ code: 0, signal: null });
    expect(children.reduce((sum, { lines }) => sum + Number(lines[0]), 0)).toBe(100);
    const store = sqlite(path);
    expect(await store.get({ tenant: 't', collection: 'c', id: 'counter' })).toMatchObject({ value: 400 });
    expect(await allIds(store)).toHaveLength(100);
    await store.close();
  });

  it('hear of the commits of others', async () => {
    const [one, other] = [sqlite(pathOf('watched.db')), sqlite(pathOf('watched.db'))];
    const heard = vi.fn();
    await one.commit({ tenant: 't', append: [signalOf('a')] });
    one.watch?.('t', heard);
    await one.get({ tenant: 't', collection: 'c', id: 'a' });
    await other.commit({ tenant: 't', append: [signalOf('b')] });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 5_000 });
    await Promise.all([one.close(), other.close()]);
  });

  it('end although a store is open, but not before its commits are written', { timeout: 30_000 }, async () => {
    const path = pathOf('left.db');
    const child = runChild('leave-open', [path]);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.lines).toEqual(['acknowledged']);
    const store = sqlite(path);
    expect(await allIds(store)).toEqual(['s']);
    await store.close();
  });
});
