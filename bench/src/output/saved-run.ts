import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement } from '../measurement.js';
import type { Sizes } from '../suite.js';

const GIB = 2 ** 30;

/** A run that was kept: the figures and what they depend on. Nothing that names a machine or a person. */
export interface SavedRun {
  readonly suite: string;
  /** ISO date. */
  readonly date: string;
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly system: string;
    readonly node: string;
    /** How many processes wanted a core when it began, this one aside: with more than a few, figures are low. */
    readonly load: number;
  };
  readonly sizes: Sizes;
  readonly measurements: readonly Measurement[];
}

const folder = fileURLToPath(new URL('../../results/', import.meta.url));

/** What the machine is, before it is measured. */
export function machine(): SavedRun['machine'] {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memoryGiB: Math.round(totalmem() / GIB),
    system: `${platform()} ${arch()}`,
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function saveRun(run: Omit<SavedRun, 'date'>): void {
  const dated: SavedRun = { ...run, date: new Date().toISOString().slice(0, 10) };
  writeFileSync(join(folder, `${run.suite}.json`), `${JSON.stringify(dated, null, 2)}\n`);
}

/** The latest run of every suite, by name. */
export function savedRuns(): readonly SavedRun[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as SavedRun);
}
