import { appendFileSync, copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqlite } from '@sintonia/store-sqlite';
import type { Workload } from '../kill-sweep/workload.js';
import { contentOf } from './content-of.js';

/** What a crash left is opened: the log behind the file is read, and folded into the file at the end. @param bug `in-place` makes it anew. */
export function recovery(signals: number, bug?: 'in-place'): Workload {
  const ids = Array.from({ length: signals }, (_, at) => `s${at}`);
  return {
    name: bug === undefined ? 'recovery' : `recovery (${bug})`,
    program: fileURLToPath(new URL('./recovery.program.ts', import.meta.url)),
    args: bug === undefined ? [] : [bug],
    systemCalls: ['openat', 'pread64', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink'],
    files: ['store.db', 'store.db-wal'],

    async prepare(folder) {
      const live = join(folder, 'live.db');
      const store = sqlite(live);
      for (const id of ids) {
        const signal = { id, type: 'x', person: `p${id}`, timestamp: 0, receivedAt: 0 };
        const put = [{ key: { tenant: 't', collection: 'latest', id }, value: 'x'.repeat(500) }];
        await store.commit({ tenant: 't', append: [signal], put });
      }
      // As a crash would leave them now, the last write cut off half way.
      for (const end of ['', '-wal']) copyFileSync(live + end, join(folder, `store.db${end}`));
      appendFileSync(join(folder, 'store.db-wal'), Buffer.alloc(2_000, 7));
      await store.close();
      rmSync(live);
    },

    async judge(folder, said) {
      const { signals, entries, damage } = contentOf(join(folder, 'store.db'));
      const [stored, beside] = [new Set(signals), new Set(entries)];
      const expected = said.includes('ack after') ? [...ids, 'after'] : ids;
      return [
        ...damage,
        ...(said[0] === undefined || said[0] === `read ${ids.length}` ? [] : [`it ${said[0]}`]),
        ...expected.filter((id) => !stored.has(id) || !beside.has(id)).map((id) => `${id} is lost`),
        ...(signals.length === stored.size && beside.size === stored.size ? [] : ['something is there twice, or half']),
      ];
    },
  };
}
