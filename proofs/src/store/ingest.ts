import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workload } from '../kill-sweep/workload.js';
import { contentOf } from './content-of.js';

const program = fileURLToPath(new URL('./ingest.program.ts', import.meta.url));

/**
 * Signals and entries, in commits of four loops that share syncs, or of one loop on the calling thread.
 *
 * @param commits of each loop, twice.
 * @param bug `hasty` acknowledges too early.
 */
export function ingest(commits: number, loops: 4 | 1 = 4, bug?: 'hasty'): Workload {
  const which = [...(loops === 1 ? ['one by one'] : []), ...(bug === undefined ? [] : [bug])];
  return {
    name: which.length === 0 ? 'ingest' : `ingest (${which.join(', ')})`,
    ...{ program, args: [String(commits), String(loops), ...(bug === undefined ? [] : [bug])] },
    systemCalls: ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'write'],
    files: ['store.db', 'store.db-wal'],
    async judge(folder, said) {
      const acknowledged = said.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4));
      const strange = said.filter((line) => line.startsWith('unexpected'));
      const content = contentOf(join(folder, 'store.db'));
      const stored = new Set(content.signals);
      const entries = new Set(content.entries);
      return [
        ...strange,
        ...content.damage,
        ...acknowledged.filter((id) => !stored.has(id)).map((id) => `${id} was acknowledged and is lost`),
        ...(stored.size === content.signals.length ? [] : ['a signal is there twice']),
        ...content.signals.filter((id) => !entries.has(id)).map((id) => `${id} is there without its entry`),
        ...content.entries.filter((id) => !stored.has(id)).map((id) => `the entry of ${id} is there without it`),
      ];
    },
  };
}
