import { setTimeout } from 'node:timers/promises';
import { collectGarbage } from './collect-garbage.js';
import { forgetPeak, peakBytes } from './peak-memory.js';

/** What some work took. Python peers answer with the same. */
export interface Cost {
  readonly seconds: number;
  /** Of all threads together. */
  readonly cpuSeconds: number;
  /** The most memory of the process while it worked, beside what it had when it began. */
  readonly grownBytes: number;
  /** The most memory of the whole process. */
  readonly peakBytes: number;
}

const SETTLING_MS = 300;

/** Does some work, once. Its peak says something only in a process that has not done it before. */
export async function costOf<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cost: Cost }> {
  collectGarbage();
  // What was freed goes back to the system in the background.
  await setTimeout(SETTLING_MS);
  collectGarbage();
  forgetPeak();
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const peak = peakBytes();
  return {
    result,
    cost: { seconds, cpuSeconds: (user + system) / 1e6, grownBytes: Math.max(0, peak - before), peakBytes: peak },
  };
}
