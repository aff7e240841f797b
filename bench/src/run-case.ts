import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CaseNews, CaseOrder } from './case-process.js';
import type { Figure } from './measurement.js';

const program = fileURLToPath(new URL('./case-process.ts', import.meta.url));

/** Runs a case in a process of its own. */
export function runCase(order: CaseOrder, say: (progress: string) => void): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let found: readonly Figure[] | undefined;
    child.on('message', (news: CaseNews) => {
      if ('progress' in news) say(news.progress);
      else found = news.figures;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (found !== undefined && code === 0) resolve(found);
      else reject(new Error(`The case ${order.suite}/${order.name} ended by ${signal ?? `code ${code}`}.`));
    });
    child.send(order);
  });
}
