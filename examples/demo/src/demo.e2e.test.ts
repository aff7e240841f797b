import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sqlite } from '@sintonia/store-sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { purchases } from '../tools/make-purchases.js';
import type { TakenMail } from './mail-sink.js';
import type { RunState } from './run-state.js';

const ROWS = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'sintonia-demo-'));
const file = join(folder, 'purchases.csv');
let runs: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  const lines = [...purchases({ rows: ROWS, people: 500, items: 400, seed: 7 })];
  // One line that nobody can use, in the middle.
  lines.splice(9_000, 0, ',i1,2025-06-01,1,');
  writeFileSync(file, lines.join('\n'));
});
beforeEach(({ task }) => {
  runs = join(folder, task.id);
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lines: readonly string[];
  readonly said: string;
}

/** Runs the demo; `kill` is asked every few milliseconds whether now is the moment. */
async function demo(args: readonly string[], kill?: { when: () => boolean; by: NodeJS.Signals }): Promise<Ended> {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const columns = '--user user --item item --time time --value value --title title'.split(' ');
  const child = spawn(
    process.execPath,
    [...process.execArgv, main, '--data', file, ...columns, '--json', '--runs', runs, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.add(child);
  const [out, said] = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return chunks;
  });
  const ended = new Promise<Pick<Ended, 'code' | 'signal'>>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  while (kill !== undefined && running.has(child)) {
    if (kill.when()) {
      child.kill(kill.by);
      break;
    }
    await sleep(2);
  }
  const { code, signal } = await ended;
  const lines = Buffer.concat(out ?? [])
    .toString()
    .trimEnd()
    .split('\n');
  return { code, signal, lines, said: Buffer.concat(said ?? []).toString() };
}

function runFile(name: string): string {
  const [run = ''] = existsSync(runs) ? readdirSync(runs) : [];
  return join(runs, run, name);
}

function state(): RunState | undefined {
  const path = runFile('state.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RunState) : undefined;
}

function mails(): TakenMail[] {
  const path = runFile('mails.jsonl');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as TakenMail);
}

async function storedSignals(): Promise<number> {
  const store = sqlite(runFile('engine.db'));
  try {
    let count = 0;
    for (let page = await store.scan({ tenant: 'default', limit: 10_000 }); ; ) {
      count += page.signals.length;
      if (!page.more) return count;
      page = await store.scan({ tenant: 'default', limit: 10_000, ...(page.cursor ? { after: page.cursor } : {}) });
    }
  } finally {
    await store.close();
  }
}

describe('the demo, killed in the middle of collecting and in the middle of sending', () => {
  it('loses no signal and sends nobody a second message', { timeout: 90_000 }, async () => {
    const inCollect = () => (state()?.acknowledgedLine ?? 0) > 0;
    expect(await demo([], { when: inCollect, by: 'SIGKILL' })).toMatchObject({ signal: 'SIGKILL' });
    expect(state()).toMatchObject({ collected: false, finished: false });

    const inSending = () => mails().length > 100;
    expect(await demo([], { when: inSending, by: 'SIGKILL' })).toMatchObject({ signal: 'SIGKILL' });
    expect(state()).toMatchObject({ collected: true, fitted: true, finished: false });
    const before = mails().length;

    const last = await demo([]);
    expect(last.said).toContain('Going on with an unfinished run');
    expect(last.code).toBe(0);
    const figures = JSON.parse(last.lines.at(-1) as string);
    expect(Object.keys(figures)).toEqual([
      ...['signals', 'skipped', 'people', 'items', 'segments', 'composed', 'sent', 'held', 'failed', 'unknown'],
      ...['recall10', 'ndcg10', 'popularRecall10', 'popularNdcg10', 'seconds', 'peakRssMb', 'report'],
    ]);
    expect(figures).toMatchObject({ signals: ROWS, skipped: 1, people: 500, failed: 0 });
    expect(await storedSignals()).toBe(ROWS);
    expect(figures.recall10).toBeGreaterThan(2 * figures.popularRecall10);

    const taken = mails();
    expect(taken.length).toBeGreaterThan(before);
    expect(new Set(taken.map(({ to }) => to)).size).toBe(taken.length);
    expect(new Set(taken.map(({ sendKey }) => sendKey)).size).toBe(taken.length);
    expect(figures.composed).toBe(figures.sent + figures.unknown);
    expect(figures.composed + figures.held).toBe(500);
    // Whatever was in the hands of the killed process may or may not have been taken.
    expect(taken.length).toBeGreaterThanOrEqual(figures.sent);
    expect(taken.length).toBeLessThanOrEqual(figures.composed);
    const report = readFileSync(figures.report, 'utf8');
    expect(report).not.toMatch(/(?:src|href)=|@import|url\(/);
  });
});

it('the demo, asked to stop, says how to go on, and starts anew with --fresh', { timeout: 60_000 }, async () => {
  const inCollect = () => (state()?.acknowledgedLine ?? 0) > 0;
  const stopped = await demo(['--limit-messages', '20'], { when: inCollect, by: 'SIGINT' });
  expect(stopped).toMatchObject({ code: 130, lines: [''] });
  expect(stopped.said).toContain('The same command goes on from here');
  expect(stopped.said).not.toMatch(/\n\s+at /);

  const anew = await demo(['--limit-messages', '20', '--fresh']);
  expect(anew.said).toContain('A new run');
  expect(JSON.parse(anew.lines.at(-1) as string)).toMatchObject({ signals: ROWS, composed: 20, sent: 20, unknown: 0 });
});
