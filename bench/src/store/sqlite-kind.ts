import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';
import Database from 'libsql';
import { bareLibsql } from './bare-libsql.js';
import { libsqlApart } from './libsql-apart.js';
import type { StoreKind } from './store-kind.js';

export const sqliteKind: StoreKind = {
  name: 'sqlite',
  driver: 'libsql',
  async open(folder) {
    const store = sqlite(join(folder, 'store.db'));
    const bare = bareLibsql(join(folder, 'bare.db'));
    const apart = await libsqlApart(join(folder, 'bare-apart.db'));
    return {
      ...{ store, bare, apart },
      room: async () => sizeOf(join(folder, 'store.db')),
      async close() {
        await store.close();
        await bare.close();
        await apart.close();
      },
    };
  },
};

/** All pages, also those that still lie in the log. */
function sizeOf(path: string): number {
  const db = new Database(path);
  const read = (name: string) => (db.prepare(`PRAGMA ${name}`).raw().get() as [number])[0];
  const size = read('page_count') * read('page_size');
  db.close();
  return size;
}
