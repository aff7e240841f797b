import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Point, Workload } from './workload.js';

export interface Ended {
  /** Complete lines; `end` is the last one of who was not interrupted. */
  readonly said: readonly string[];
  /** Whether the call came at all. */
  readonly reached: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Who has come to its end and doesn't go after so long never will: SQLite repeats a call that says EINTR, however often it does. */
const LEAVING_MS = 5_000;
/** And who says nothing for so long, because the fault lies on the thread that would, goes on when it ends. */
const SILENCE_MS = 6_000;

/** Why nothing can be interrupted on this machine; undefined where it can. */
export function obstacle(): string | undefined {
  const { status } = spawnSync('strace', ['-qq', '-f', '-e', 'trace=none', 'true']);
  return status === 0 ? undefined : 'There is no strace here that may trace (Linux: install strace).';
}

/** Runs a workload's program once, with one fault. @param file the program as plain JavaScript. */
export async function runInterrupted(workload: Workload, file: string, folder: string, point: Point): Promise<Ended> {
  const { systemCall, nth, fault, forever } = point;
  const log = `${folder}.strace`;
  const strace = [
    // Not with --seccomp-bpf, which is quicker, but loses count of the calls (strace 6.1).
    ...['-f', '-qqq', '-o', log],
    ...(workload.files ?? []).flatMap((name) => ['-P', join(folder, name)]),
    ...['-e', `trace=${systemCall}`, '-e', `inject=${systemCall}:${fault}:when=${nth}${forever ? '+' : ''}`],
  ];
  const child = spawn('strace', [...strace, process.execPath, file, folder, ...(workload.args ?? [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let leaving: NodeJS.Timeout | undefined;
  const silence = forever ? setTimeout(() => child.kill('SIGKILL'), SILENCE_MS) : undefined;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    silence?.refresh();
    // Without strace there is no fault any more, and it goes.
    if (text.endsWith('\nend\n')) leaving ??= setTimeout(() => child.kill('SIGKILL'), LEAVING_MS);
  });
  // strace ends as the program did, by the same signal.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(leaving);
  clearTimeout(silence);
  const said = text.split('\n').slice(0, -1);
  const reached = said.at(-1) !== 'end' || readFileSync(log, 'utf8').includes('(INJECTED)');
  rmSync(log);
  return { said, reached, code, signal };
}
