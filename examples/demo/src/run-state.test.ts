import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Arguments } from './arguments.js';
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

it('goes on where an unfinished run stopped', () => {
  const first = open();
  first.save({ signals: 5, acknowledgedLine: 6 });
  first.close();
  const second = open();
  expect(second.resumed).toBe(true);
  expect(second.folder).toBe(first.folder);
  expect(second.state).toEqual(first.state);
});

it('goes on after a kill, which leaves the lock behind', () => {
  const first = open();
  first.save({ signals: 5 });
  writeFileSync(join(first.folder, 'lock'), '999999999');
  expect(open().state.signals).toBe(5);
});

it('starts anew after a finished run, and with --fresh, and removes what the old one left', () => {
  for (const prepare of [{ finished: true }, { finished: false }]) {
    const old = open();
    old.save(prepare);
    writeFileSync(old.path('mails.jsonl'), '{}\n');
    old.close();
    const anew = open({ fresh: !prepare.finished });
    expect(anew.resumed).toBe(false);
    expect(anew.state.signals).toBe(0);
    expect(existsSync(anew.path('mails.jsonl'))).toBe(false);
    anew.close();
  }
});

it('never mixes runs on different files, columns or limits', () => {
  const all = [
    open(),
    open({ limitMessages: 3 }),
    open({}, { ...dataset, identity: 'two' }),
    open({}, { ...dataset, columns: { ...dataset.columns, user: 'w' } }),
  ];
  expect(new Set(all.map(({ folder }) => folder)).size).toBe(4);
});

it('lets only one process at a run', () => {
  const run = open();
  // Process 1 is always there.
  writeFileSync(join(run.folder, 'lock'), '1');
  expect(() => open()).toThrow('Process 1 is at work on the same run');
});

it('has a clock that starts at the end of the data and goes on after a restart', () => {
  const run = open();
  run.save({ startedAt: Date.now() - 5_000 });
  run.close();
  const now = open().clock(1_000).now();
  expect(now).toBeGreaterThanOrEqual(6_000);
  expect(now).toBeLessThan(16_000);
});
