import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type EngineOptions, memoryStore } from '@sintonia/core';
import type { Engine, OpenSchema } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { END } from './dataset.js';

export type StoreName = 'sqlite' | 'memory';

export interface OpenEngine<CampaignName extends string> {
  readonly engine: Engine<OpenSchema, CampaignName>;
  /** Where SQLite keeps it, for another process. */
  readonly file: string;
  /** Closes it and removes what it has written. */
  close(): Promise<void>;
}

/** An engine on a new, open store, without a holdout, that does nothing by itself. */
export async function openEngine<CampaignName extends string = never>(
  store: StoreName,
  options: EngineOptions<OpenSchema, CampaignName> = {},
): Promise<OpenEngine<CampaignName>> {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-bench-'));
  const file = join(folder, 'bench.db');
  const engine = await createEngine<OpenSchema, CampaignName>({
    store: store === 'memory' ? memoryStore() : sqlite(file),
    clock: { now: () => END },
    holdout: 0,
    fitting: 'manual',
    delivery: 'manual',
    ...options,
  });
  // A store opens its file with the first question, which is not what is measured.
  await engine.catalog.size();
  return {
    engine,
    file,
    async close() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
