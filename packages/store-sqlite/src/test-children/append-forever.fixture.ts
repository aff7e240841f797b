// Appends signals until it is killed, ten commits at a time, and prints each id after its acknowledgement.
import { writeSync } from 'node:fs';
import { sqlite } from '../sqlite.js';

const [path, prefix] = process.argv.slice(2) as [string, string];
const store = sqlite(path);

async function loop(name: string): Promise<void> {
  for (let number = 0; ; number += 1) {
    const signal = { id: `${prefix}-${name}-${number}`, type: 'x', person: name, timestamp: 0, receivedAt: 0 };
    const key = { tenant: 't', collection: 'latest', id: signal.id };
    await store.commit({ tenant: 't', append: [signal], put: [{ key, value: number }] });
    writeSync(1, `${signal.id}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, (_, name) => loop(`p${name}`)));
