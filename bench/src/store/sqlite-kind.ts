import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';
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
      async close() {
        await store.close();
        await bare.close();
        await apart.close();
      },
    };
  },
};
