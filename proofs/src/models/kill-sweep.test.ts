import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../kill-sweep/bundle.js';
import { reportOf } from '../kill-sweep/report.js';
import { obstacle } from '../kill-sweep/run-interrupted.js';
import { type SweepReport, sweep } from '../kill-sweep/sweep.js';
import { tell } from '../tell.js';
import { fit } from './fit.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const blocked = obstacle();
const HOUR = 3_600_000;

const reports: SweepReport[] = [];
let fileOf: (program: string) => string;

beforeAll(async () => {
  if (blocked === undefined) fileOf = await bundle('models', [fit().program]);
});
afterAll(() => tell(reportOf(reports)));

describe.skipIf(blocked !== undefined)(`a fit whose process is killed at any system call${blocked ?? ''}`, () => {
  it('fit: the old model answers or the new one, and nothing is left over', { timeout: HOUR }, async () => {
    const workload = fit();
    const systemCalls = isDeep ? workload.systemCalls : ['pwrite64'];
    const report = await sweep({ ...workload, systemCalls }, fileOf(workload.program), { stride: isDeep ? 1 : 40 });
    reports.push(report);
    expect(report.problems).toEqual([]);
    expect(report.total).toBeGreaterThanOrEqual(isDeep ? 200 : 2);
    expect(report.said).toBeGreaterThan(0);
  });

  it('and a model that counts before its parts are there is found out', { timeout: HOUR }, async () => {
    const workload = { ...fit('pointer-first'), systemCalls: ['pwrite64'] };
    const report = await sweep(workload, fileOf(workload.program), { from: 40, stride: 3, untilProblem: true });
    reports.push(report);
    expect(report.problems.join('\n')).toContain('SINTONIA_SNAPSHOT_INVALID');
  });
});
