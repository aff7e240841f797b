import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '../../../tools/servers/postgres-server.js';
import { EngineProcesses } from './engine-processes.js';
import { type Inspection, inspect } from './inspect.js';
import { openEngine, PEOPLE, personOf } from './open-engine.js';
import { startProvider } from './provider.js';

export interface ClusterOptions {
  readonly processes: number;
  readonly seconds: number;
  /** One of them is killed this often. */
  readonly killEverySeconds: number;
}

/** @returns how many were killed, and what came of everything. */
export async function runCluster(options: ClusterOptions): Promise<Inspection & { readonly killed: number }> {
  const { processes: count, seconds, killEverySeconds } = options;
  const [server, provider] = [await startPostgres(), await startProvider()];
  try {
    const address = await server.database();
    await introduce(address, provider.url);
    const processes = new EngineProcesses(count, [address, provider.url]);
    const end = performance.now() + seconds * 1_000;
    let killed = 0;
    while (performance.now() + killEverySeconds * 1_000 < end) {
      await sleep(killEverySeconds * 1_000);
      await processes.kill(killed % count);
      killed += 1;
    }
    await sleep(Math.max(0, end - performance.now()));
    await processes.end();
    return { killed, ...(await inspect(address, processes, provider)) };
  } finally {
    await provider.close();
    await server.remove();
  }
}

/** Makes everybody known, with an address. */
async function introduce(address: string, url: string): Promise<void> {
  const engine = await openEngine(address, url);
  for (let number = 0; number < PEOPLE; number += 1) {
    const userId = personOf(number);
    await engine.identify({ userId, traits: { email: `${userId}@example.com` } });
  }
  await engine.close();
}
