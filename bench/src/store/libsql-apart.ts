import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Signal } from '@sintonia/spec';
import type { BareDriver } from './store-kind.js';

/** The bare driver in a thread, which is handed signals as they are: the least that leaves the event loop free. */
export async function libsqlApart(path: string): Promise<Pick<BareDriver, 'append' | 'close'>> {
  const thread = new Worker(new URL('./libsql-thread.ts', import.meta.url), { workerData: path });
  await once(thread, 'message');
  return {
    append(signals: readonly Signal[]) {
      const done = once(thread, 'message');
      thread.postMessage(signals);
      return done.then(() => {});
    },
    async close() {
      await thread.terminate();
    },
  };
}
