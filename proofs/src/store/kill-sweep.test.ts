import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../kill-sweep/bundle.js';
import { reportOf } from '../kill-sweep/report.js';
import { obstacle } from '../kill-sweep/run-interrupted.js';
import { type SweepOptions, type SweepReport, sweep } from '../kill-sweep/sweep.js';
import type { Workload } from '../kill-sweep/workload.js';
import { tell } from '../tell.js';
import { ingest } from './ingest.js';
import { migration } from './migration.js';
import { recovery } from './recovery.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const blocked = obstacle();
const HOUR = 3_600_000;

const reports: SweepReport[] = [];
let fileOf: (program: string) => string;

beforeAll(async () => {
  const workloads = [ingest(1), recovery(1), migration(1)];
  if (blocked === undefined)
    fileOf = await bundle(
      'store',
      workloads.map(({ program }) => program),
    );
});
afterAll(() => tell(reportOf(reports)));

/** Every day some calls of the two that matter most; otherwise all. */
async function swept(workload: Workload, options: SweepOptions = {}): Promise<SweepReport> {
  const systemCalls = isDeep ? workload.systemCalls : ['pwrite64', 'fsync'];
  const report = await sweep({ ...workload, systemCalls }, fileOf(workload.program), options);
  reports.push(report);
  return report;
}

describe.skipIf(blocked !== undefined)(`a store whose process is killed at any system call${blocked ?? ''}`, () => {
  const sweeps = isDeep
    ? [
        { workload: ingest(28), stride: 1, least: 600 },
        { workload: ingest(20, 1), stride: 1, least: 200 },
        { workload: migration(2_000), stride: 1, least: 100 },
        { workload: recovery(60), stride: 1, least: 150 },
      ]
    : [
        { workload: ingest(2), stride: 14, least: 4 },
        { workload: ingest(3, 1), stride: 14, least: 2 },
        { workload: migration(300), stride: 16, least: 3 },
        { workload: recovery(20), stride: 5, least: 2 },
      ];

  it.each(sweeps)('$workload.name: nothing acknowledged is lost, doubled or torn', { timeout: HOUR }, async (each) => {
    const report = await swept(each.workload, { stride: each.stride });
    expect(report.problems).toEqual([]);
    expect(report.total).toBeGreaterThanOrEqual(each.least);
    expect(report.said).toBeGreaterThan(0);
  });

  const planted = [
    {
      bug: 'acknowledges before it has written',
      workload: ingest(2, 4, 'hasty'),
      found: 'was acknowledged and is lost',
    },
    { bug: 'does so one by one', workload: ingest(2, 1, 'hasty'), found: 'was acknowledged and is lost' },
    { bug: 'goes to a later schema step by step', workload: migration(300, 'piecewise'), found: 'is torn' },
    { bug: 'makes a file that it recovers anew', workload: recovery(20, 'in-place'), found: 'is lost' },
  ];

  it.each(planted)('and a store that $bug is found out', { timeout: HOUR }, async ({ workload, found }) => {
    const report = await swept(workload, { stride: isDeep ? 1 : 5, untilProblem: true });
    expect(report.problems.join('\n')).toContain(found);
  });
});

describe.skipIf(blocked !== undefined)(`a store whose system calls fail${blocked ?? ''}`, () => {
  const errors = isDeep ? ['EIO', 'ENOSPC', 'EINTR'] : ['EIO'];
  const faults = errors.flatMap((name) =>
    [false, true].map((forever) => ({ fault: `error=${name}`, forever, how: forever ? 'forever' : 'once' })),
  );

  const everyFault = ([4, 1] as const).flatMap((loops) => faults.map((each) => ({ ...each, loops })));

  it.each(everyFault)(
    '$fault, $how, $loops at once: no acknowledgement, no end of the process',
    {
      timeout: HOUR,
    },
    async ({ loops, ...each }) => {
      const report = await swept(ingest(isDeep ? 3 : 1, loops), { ...each, stride: isDeep ? 1 : 31 });
      expect(report.problems).toEqual([]);
      expect(report.total).toBeGreaterThanOrEqual(isDeep ? 60 : 2);
    },
  );
});
