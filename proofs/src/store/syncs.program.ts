// Commits one by one, then many at once, and says so after each part.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';

const [folder] = process.argv.slice(2) as [string];
const store = sqlite(join(folder, 'store.db'));
const commit = (id: string) =>
  store.commit({ tenant: 't', append: [{ id, type: 'x', person: 'p', timestamp: 0, receivedAt: 0 }] });

await commit('first');
writeSync(1, 'opened\n');
for (let number = 0; number < 20; number += 1) {
  await commit(`alone-${number}`);
  writeSync(1, 'alone\n');
}
await Promise.all(Array.from({ length: 200 }, (_, number) => commit(`together-${number}`)));
writeSync(1, 'together\n');
await store.close();
