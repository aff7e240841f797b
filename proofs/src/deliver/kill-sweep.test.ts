import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../kill-sweep/bundle.js';
import { reportOf } from '../kill-sweep/report.js';
import { obstacle } from '../kill-sweep/run-interrupted.js';
import { type SweepReport, sweep } from '../kill-sweep/sweep.js';
import { tell } from '../tell.js';
import { dispatch } from './dispatch.js';
import { POSITIONS } from './positions-of.js';
import { Provider } from './provider.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const blocked = obstacle();
const HOUR = 3_600_000;

const reports: SweepReport[] = [];
let provider: Provider;
let fileOf: (program: string) => string;

beforeAll(async () => {
  provider = await Provider.start();
  if (blocked === undefined) fileOf = await bundle('deliver', [dispatch(0, provider).program]);
});
afterAll(() => {
  provider.stop();
  tell(reportOf(reports));
});

describe.skipIf(blocked !== undefined)(`a delivery whose process is killed at any system call${blocked ?? ''}`, () => {
  it('dispatch: nothing is accepted twice, nothing is left behind', { timeout: HOUR }, async () => {
    const workload = dispatch(isDeep ? 20 : 5, provider);
    const systemCalls = isDeep ? workload.systemCalls : ['epoll_pwait'];
    const report = await sweep(
      { ...workload, systemCalls },
      fileOf(workload.program),
      isDeep ? {} : { from: 20, stride: 5 },
    );
    reports.push(report);
    tell([...workload.positions].map(([name, points]) => `${name}: ${points}`).join(', '));
    expect(report.problems).toEqual([]);
    expect(report.total).toBeGreaterThanOrEqual(isDeep ? 500 : 3);
    if (isDeep) expect([...workload.positions.keys()].sort()).toEqual([...POSITIONS].sort());
  });

  it('and who puts a claim that has run out back to where it was is found out', { timeout: HOUR }, async () => {
    const workload = { ...dispatch(5, provider, 'atLeastOnce'), systemCalls: ['epoll_pwait'] };
    const report = await sweep(workload, fileOf(workload.program), { from: 25, untilProblem: true });
    reports.push(report);
    expect(report.problems.join('\n')).toContain('accepted 2 times');
  });
});
