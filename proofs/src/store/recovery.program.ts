// Opens a store that a crash has left, reads all of it, writes, closes.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';

const [folder] = process.argv.slice(2) as [string];
const store = sqlite(join(folder, 'store.db'));
const { signals } = await store.scan({ tenant: 't', limit: 10_000 });
writeSync(1, `read ${signals.length}\n`);
const signal = { id: 'after', type: 'x', person: 'p', timestamp: 0, receivedAt: 0 };
await store.commit({
  tenant: 't',
  append: [signal],
  put: [{ key: { tenant: 't', collection: 'latest', id: 'after' }, value: 1 }],
});
writeSync(1, 'ack after\n');
await store.close();
writeSync(1, 'end\n');
