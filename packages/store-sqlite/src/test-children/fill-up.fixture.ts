// Commits until the store refuses, and then some more. Prints the acknowledged ids, and at the end what it was told.
import { writeSync } from 'node:fs';
import { isSintoniaError, type Signal } from '@sintonia/spec';
import { sqlite } from '../sqlite.js';

const store = sqlite(process.argv[2] as string);
const codes = new Set<string>();
const properties = { text: 'x'.repeat(10_000) };
let failures = 0;

for (let number = 0; number < 2_000 && failures < 5; number += 1) {
  const signal: Signal = { id: `s${number}`, type: 'x', person: 'p', timestamp: 0, receivedAt: 0, properties };
  try {
    await store.commit({ tenant: 't', append: [signal] });
    writeSync(1, `${signal.id}\n`);
  } catch (error) {
    failures += 1;
    codes.add(isSintoniaError(error) ? error.code : String(error));
  }
}
// Alive, and what was acknowledged can be read.
const { signals } = await store.scan({ tenant: 't', limit: 10_000 });
writeSync(1, `read ${signals.length}\n`);
await store.close();
writeSync(1, `codes ${[...codes].join(' ')}\n`);
