import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqlite } from '@sintonia/store-sqlite';
import Database from 'libsql';
import { changeSchema } from '../../../packages/store-sqlite/src/change-schema.js';
import { futureSteps } from '../../../packages/store-sqlite/src/test-children/future-schema.fixture.js';
import type { Workload } from '../kill-sweep/workload.js';

/** A file is brought to a later schema and back: at any moment it is one or the other, whole. @param bug `piecewise` goes in several transactions. */
export function migration(signals: number, bug?: 'piecewise'): Workload {
  /** All of the file, by its version. */
  const right = new Map<number, string>();
  return {
    name: bug === undefined ? 'migration' : `migration (${bug})`,
    program: fileURLToPath(new URL('./migration.program.ts', import.meta.url)),
    args: bug === undefined ? [] : [bug],
    systemCalls: ['pread64', 'pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink'],
    files: ['store.db', 'store.db-wal', 'store.db-journal'],

    async prepare(folder) {
      const source = join(folder, 'source.db');
      const store = sqlite(source);
      const append = Array.from({ length: signals }, (_, at) => {
        return { id: `s${at}`, type: 'x', person: `p${at % 50}`, timestamp: at * 86_400_000, receivedAt: 0 };
      });
      await store.commit({ tenant: 't', append });
      await store.close();
      const copy = join(folder, 'copy.db');
      const prepared = new Database(source);
      changeSchema(prepared, futureSteps, 1);
      // The driver lets go of a file when it likes. A copy is nobody's.
      for (const to of [join(folder, 'store.db'), copy]) prepared.prepare('VACUUM INTO ?').run(to);
      prepared.close();
      const db = new Database(copy);
      for (const to of [1, futureSteps.length]) {
        changeSchema(db, futureSteps, to);
        right.set(to, allOf(db));
      }
      db.close();
      for (const path of [source, copy]) rmSync(path);
    },

    async judge(folder, said) {
      const db = new Database(join(folder, 'store.db'));
      try {
        const [version] = db.prepare('PRAGMA user_version').raw().get() as [number];
        const damage = (db.prepare('PRAGMA integrity_check').raw().all() as [string][]).map(([line]) => line);
        const isBack = said.includes('at 1');
        return [
          ...damage.filter((line) => line !== 'ok'),
          ...(right.get(version) === allOf(db) ? [] : [`version ${version} is torn`]),
          ...(isBack && version !== 1 ? [`it went back to ${version}`] : []),
        ];
      } finally {
        db.close();
      }
    },
  };
}

function allOf(db: Database.Database): string {
  const rows = (sql: string) => db.prepare(sql).raw().all();
  const tables = rows(
    "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
  ) as string[][];
  const content = tables.filter(([type]) => type === 'table').map(([, name]) => rows(`SELECT * FROM ${name}`));
  return JSON.stringify([tables, content]);
}
