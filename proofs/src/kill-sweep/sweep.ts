import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inLanes } from './in-lanes.js';
import { type Ended, runInterrupted } from './run-interrupted.js';
import { nameOf, type Point, type Workload } from './workload.js';

export interface SweepOptions {
  /** What happens at the call, in strace's words. Default: `signal=SIGKILL`. */
  readonly fault?: string;
  /** At all calls from there on, too. Default: false. */
  readonly forever?: boolean;
  /** The first point. Default: 1, the first call. */
  readonly from?: number;
  /** From one point to the next. Default: 1, every call. */
  readonly stride?: number;
  /** Ends when there is a problem. Default: false. */
  readonly untilProblem?: boolean;
  /** How many points are tried at once. Default: 2. */
  readonly lanes?: number;
}

export interface SweepReport {
  readonly workload: string;
  readonly fault: string;
  /** How often it was interrupted, by system call. */
  readonly points: Readonly<Record<string, number>>;
  readonly total: number;
  /** Lines that it said in all of them. */
  readonly said: number;
  readonly problems: readonly string[];
}

// No fault here loses what the kernel holds, so that memory is as good as a disk, and quicker.
const ground = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/**
 * Interrupts a workload at the first call, the second, the third … until it comes to its end without, for each of its system calls,
 * and judges what is left each time.
 *
 * @param file the program as `bundle` made it.
 */
export async function sweep(workload: Workload, file: string, options: SweepOptions = {}): Promise<SweepReport> {
  const { fault = 'signal=SIGKILL', forever = false, from = 1, stride = 1, untilProblem = false, lanes = 2 } = options;
  const base = mkdtempSync(join(ground, 'sintonia-sweep-'));
  const prepared = join(base, 'prepared');
  const points: Record<string, number> = {};
  const problems: string[] = [];
  let said = 0;

  const attempt = async (point: Point): Promise<boolean> => {
    if (untilProblem && problems.length > 0) return false;
    const folder = join(base, `${point.systemCall}-${point.nth}`);
    cpSync(prepared, folder, { recursive: true });
    const ended = await runInterrupted(workload, file, folder, point);
    const found = await workload
      .judge(folder, ended.said, file)
      .catch((error: Error) => [`unreadable: ${error.message}`]);
    for (const problem of [...endProblems(ended, fault), ...found]) problems.push(`${nameOf(point)}: ${problem}`);
    rmSync(folder, { recursive: true });
    if (!ended.reached) return false;
    points[point.systemCall] = (points[point.systemCall] ?? 0) + 1;
    said += ended.said.length;
    return true;
  };

  try {
    mkdirSync(prepared);
    await workload.prepare?.(prepared, file);
    for (const systemCall of workload.systemCalls) {
      await inLanes(lanes, (turn) => attempt({ systemCall, nth: from + turn * stride, fault, forever }));
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  const total = Object.values(points).reduce((sum, count) => sum + count, 0);
  return { workload: workload.name, fault: forever ? `${fault} forever` : fault, points, total, said, problems };
}

/** Whoever is not killed has to live on to the end. */
function endProblems({ said, code, signal }: Ended, fault: string): string[] {
  if (said.at(-1) === 'end' || (signal === 'SIGKILL' && fault === 'signal=SIGKILL')) return [];
  return [`ended by itself (${signal ?? `code ${code}`}) after ${said.length} lines`];
}
