import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Has libsql let go of files whose store is closed: it does so only when their statements are collected. */
export async function letGo(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await nextTurn();
  }
}
