import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import { tallyOfReport } from './vitest-report.js';

function report(change: object): string {
  const counts = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
  return join(temporaryFolder({ 'report.json': JSON.stringify({ ...counts, ...change }) }), 'report.json');
}

describe('tallyOfReport', () => {
  it('counts tests', () => {
    expect(tallyOfReport(report({}), 0)).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts a file that does not load as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ];
    expect(tallyOfReport(report({ numFailedTests: 1, testResults }), 1).failed).toBe(2);
  });

  it('counts a run that failed for another reason, or left no report', () => {
    expect(tallyOfReport(report({}), 1).failed).toBe(1);
    expect(tallyOfReport('/nowhere/report.json', 1).failed).toBe(1);
  });
});
