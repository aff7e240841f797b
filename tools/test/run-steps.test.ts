import { describe, expect, it, vi } from 'vitest';
import { runSteps } from './run-steps.js';
import type { Step } from './step.js';
import { lastLine, oneStep, sum } from './tally.js';

const step = (name: string, run: Step['run'], needs: string[] = []): Step => ({ name, title: name, needs, run });

describe('runSteps', () => {
  it('goes on after a failure, skips what needed it, and counts all', async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const tallies = await runSteps(
      [
        step('tests', async () => ({ passed: 7, failed: 0, skipped: 1 })),
        step('build', async () => {
          throw new Error('broken');
        }),
        step('consumers', async () => oneStep(true), ['build']),
        step('docs', async () => oneStep(true)),
      ],
      { patterns: [], deep: false },
    );
    expect(sum(tallies)).toEqual({ passed: 8, failed: 1, skipped: 2 });
  });

  it('ends in a plain line, whatever was skipped', () => {
    expect(lastLine({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed');
  });
});
