import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bundle } from '../kill-sweep/bundle.js';
import { tell } from '../tell.js';
import { slopeOf } from './slope-of.js';
import type { SoakReport } from './soak-report.js';

const isDeep = process.env.SINTONIA_DEEP !== undefined;
const seconds = isDeep ? Number(process.env.SINTONIA_SOAK_MINUTES ?? 15) * 60 : 3;
/** In less, a process still warms up. */
const LONG = 600;
const program = fileURLToPath(new URL('./soak.program.ts', import.meta.url));

it('the slope of a line is found', () => {
  expect(slopeOf([1, 2, 3].map((x) => [x, 5 + x / 2]))).toBeCloseTo(0.5);
  expect(slopeOf([[1, 1]])).toBe(0);
});

it(`soak for ${seconds} s: all that was acknowledged is there, once`, { timeout: 7_200_000 }, async () => {
  const fileOf = await bundle('soak', [program]);
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-soak-'));
  try {
    const args = ['--max-old-space-size=512', fileOf(program), folder, `${seconds}`];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const report = JSON.parse(stdout) as SoakReport;
    tell(`soak: ${JSON.stringify(report)}`);
    expect(report).toMatchObject({ lost: 0, unsent: 0, acceptedTwice: 0 });
    expect(report.surplus).toBe(0);
    expect(Math.min(report.signals, report.recommendations, report.sends)).toBeGreaterThan(0);
    if (seconds < LONG) return;
    expect(report.rssSlope).toBeLessThanOrEqual(0.5);
    expect(report.loopDelayP99).toBeLessThanOrEqual(50);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
