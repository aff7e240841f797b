// Opens a store that a crash has left, reads all of it, writes, closes.
import { rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';

const [folder, bug] = process.argv.slice(2) as [string, string?];
const path = join(folder, 'store.db');
let store = sqlite(path);
const { signals } = await store.scan({ tenant: 't', limit: 10_000 });
writeSync(1, `read ${signals.length}\n`);
// The planted bug: the file is made anew from what was read, in its place.
if (bug === 'in-place') {
  const entries = await store.list({ tenant: 't', collection: 'latest', limit: 10_000 });
  await store.close();
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  store = sqlite(path);
  await store.commit({ tenant: 't', append: signals, put: entries });
}
const signal = { id: 'after', type: 'x', person: 'p', timestamp: 0, receivedAt: 0 };
await store.commit({
  tenant: 't',
  append: [signal],
  put: [{ key: { tenant: 't', collection: 'latest', id: 'after' }, value: 1 }],
});
writeSync(1, 'ack after\n');
await store.close();
writeSync(1, 'end\n');
