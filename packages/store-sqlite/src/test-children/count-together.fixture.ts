// Increments a counter 100 times against others that do the same, and appends the same signals as they do.
import { isSintoniaError } from '@sintonia/spec';
import { sqlite } from '../sqlite.js';

const store = sqlite(process.argv[2] as string);
const key = { tenant: 't', collection: 'c', id: 'counter' };
let appended = 0;

for (let number = 0; number < 100; ) {
  const entry = await store.get(key);
  const signal = { id: `s${number}`, type: 'x', person: 'p', timestamp: 0, receivedAt: 0 };
  try {
    const result = await store.commit({
      tenant: 't',
      append: [signal],
      check: [{ key, version: entry?.version ?? 0 }],
      put: [{ key, value: Number(entry?.value ?? 0) + 1 }],
    });
    appended += result.appended;
    number += 1;
  } catch (error) {
    if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
  }
}
await store.close();
console.log(appended);
