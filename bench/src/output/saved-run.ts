import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
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
  };
  readonly sizes: Sizes;
  readonly measurements: readonly Measurement[];
}

const folder = fileURLToPath(new URL('../../results/', import.meta.url));

export function saveRun(suite: string, sizes: Sizes, measurements: readonly Measurement[]): string {
  const processors = cpus();
  const run: SavedRun = {
    suite,
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: processors[0]?.model.trim() || 'unknown',
      cores: processors.length,
      memoryGiB: Math.round(totalmem() / GIB),
      system: `${platform()} ${arch()}`,
      node: process.version,
    },
    sizes,
    measurements,
  };
  const file = join(folder, `${suite}.json`);
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
  return file;
}

/** The latest run of every suite, by name. */
export function savedRuns(): readonly SavedRun[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as SavedRun);
}
