// Loops of commits, each with a signal and an entry, a signal that repeats now and then; then closes, reopens, goes on. Four loops
// write on the thread, a single one where it is.
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { isSintoniaError, type Store } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';

const [folder, commits = '15', loops = '4', bug] = process.argv.slice(2) as [string, string?, string?, string?];
const lone = loops === '1' ? 'caller' : 'thread';
/** Longer than any write takes that is not held up for ever. */
const PATIENCE_MS = 2_000;

let isStuck = false;

const say = (line: string) => writeSync(1, `${line}\n`);

/** Says what the store says, but an acknowledgement that comes late is nobody's. */
async function commit(store: Store, id: string, person: string): Promise<void> {
  const signal = { id, type: 'x', person, timestamp: 0, receivedAt: 0, properties: { text: 'x'.repeat(200) } };
  const put = [{ key: { tenant: 't', collection: 'latest', person, id }, value: id }];
  const done = store.commit({ tenant: 't', append: [signal], put });
  const late = new Promise<'late'>((resolve) => setTimeout(resolve, isStuck ? 1 : PATIENCE_MS, 'late').unref());
  try {
    // The planted bug: it says so before it is so.
    if (bug !== 'hasty' && (await Promise.race([done, late])) === 'late') {
      isStuck = true;
      return;
    }
    say(`ack ${id}`);
    await done;
  } catch (error) {
    say(isSintoniaError(error) && error.retryable ? 'refused' : `unexpected ${error}`);
  }
}

async function round(name: string): Promise<void> {
  const store = sqlite(join(folder, 'store.db'), { busyTimeoutMs: 100, lone });
  const loop = async (person: string) => {
    for (let number = 0; number < Number(commits); number += 1) {
      await commit(store, `${name}-${person}-${number}`, person);
      if (number % 5 === 4) await commit(store, `${name}-${person}-${number - 1}`, person);
    }
  };
  await Promise.all(Array.from({ length: Number(loops) }, (_, at) => loop(`p${at}`)));
  await Promise.race([store.close(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
}

await round('first');
await round('second');
say('end');
// Exiting would wait for a thread that a fault holds up for ever.
if (isStuck) process.kill(process.pid, 'SIGKILL');
