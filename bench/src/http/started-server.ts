import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { askChild } from '../machine/ask-child.js';
import type { ServerName } from './servers.js';

export type ServerQuestion = ServerName | 'cpu';
export type ServerAnswer = { readonly origin: string } | { readonly cpuSeconds: number };

/** A server in another process. */
export interface StartedServer {
  readonly origin: string;
  /** What all of its threads have used since it started. Seconds. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('./server-process.ts', import.meta.url));

export async function startServer(name: ServerName): Promise<StartedServer> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const started = await askChild<ServerAnswer>(child, name);
  return {
    origin: 'origin' in started ? started.origin : '',
    async cpu() {
      const answer = await askChild<ServerAnswer>(child, 'cpu');
      return 'cpuSeconds' in answer ? answer.cpuSeconds : 0;
    },
    async close() {
      child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
