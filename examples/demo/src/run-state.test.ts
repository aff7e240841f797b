import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Arguments } from './arguments.js';
import { RunLock } from './run-lock.js';
import { Run } from './run-state.js';

let runs: string;
const folders: string[] = [];
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'sintonia-runs-'));
  folders.push(runs);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const dataset = { name: 'd', file: 'd.csv', identity: 'one', columns: { user: 'u', item: 'i', time: 't' } };
const open = (over: Partial<Arguments> = {}, data = dataset) =>
  Run.open({ limitMessages: Number.POSITIVE_INFINITY, fresh: false, json: false, runs, ...over }, data);

it('goes on where an unfinished run stopped', async () => {
  const first = await open();
  writeFileSync(first.path('engine.db'), '');
  first.save({ signals: 5, acknowledgedLine: 6 });
  first.close();
  const second = await open();
  expect(second.resumed).toBe(true);
  expect(second.folder).toBe(first.folder);
  expect(second.state).toEqual(first.state);
});

it('goes on after a kill, which leaves the lock behind', async () => {
  const first = await open();
  writeFileSync(first.path('engine.db'), '');
  first.save({ signals: 5 });
  writeFileSync(join(first.folder, 'lock'), '999999999');
  expect((await open()).state.signals).toBe(5);
});

it('starts anew when the store is gone or the state is no state', async () => {
  const run = await open();
  run.save({ signals: 5 });
  run.close();
  const anew = await open();
  expect(anew.resumed).toBe(false);
  writeFileSync(anew.path('engine.db'), '');
  writeFileSync(join(anew.folder, 'state.json'), '{"ver');
  anew.close();
  expect((await open()).resumed).toBe(false);
});

it('starts anew after a finished run, and with --fresh, and removes what the old one left', async () => {
  for (const prepare of [{ finished: true }, { finished: false }]) {
    const old = await open();
    old.save(prepare);
    writeFileSync(old.path('mails.jsonl'), '{}\n');
    old.close();
    const anew = await open({ fresh: !prepare.finished });
    expect(anew.resumed).toBe(false);
    expect(anew.state.signals).toBe(0);
    expect(existsSync(anew.path('mails.jsonl'))).toBe(false);
    anew.close();
  }
});

it('never mixes runs on different files, columns or limits', async () => {
  const all = await Promise.all([
    open(),
    open({ limitMessages: 3 }),
    open({}, { ...dataset, identity: 'two' }),
    open({}, { ...dataset, columns: { ...dataset.columns, user: 'w' } }),
  ]);
  expect(new Set(all.map(({ folder }) => folder)).size).toBe(4);
});

it('lets only one process at a run, until it is silent for long', async () => {
  const file = join(runs, 'lock');
  // Process 1 is always there.
  writeFileSync(file, '1');
  await expect(RunLock.take(file, 0)).rejects.toThrow('Process 1 is at work on the same run');
  const longAgo = new Date(Date.now() - 120_000);
  utimesSync(file, longAgo, longAgo);
  (await RunLock.take(file, 0)).close();
  expect(existsSync(file)).toBe(false);
});

it('has a clock that starts at the end of the data and goes on after a restart', async () => {
  const run = await open();
  writeFileSync(run.path('engine.db'), '');
  run.save({ startedAt: Date.now() - 5_000 });
  run.close();
  const now = (await open()).clock(1_000).now();
  expect(now).toBeGreaterThanOrEqual(6_000);
  expect(now).toBeLessThan(16_000);
});
