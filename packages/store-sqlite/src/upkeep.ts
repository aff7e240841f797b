import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SintoniaError } from '@sintonia/spec';
import type { SchemaChange } from './change-schema.js';
import { errorOf, type Failure } from './failure.js';

const ENDED = 'The thread ended before it had answered.';

/** Work on a whole file. It may take minutes. */
export type UpkeepTask =
  | { readonly kind: 'backup'; readonly path: string; readonly busyTimeoutMs: number; readonly to: string }
  | { readonly kind: 'check'; readonly path: string; readonly busyTimeoutMs: number }
  | { readonly kind: 'migrate'; readonly path: string; readonly busyTimeoutMs: number; readonly to?: number };

export interface UpkeepResults {
  /** How large the copy is. */
  readonly backup: { readonly bytes: number };
  /** What is wrong. */
  readonly check: readonly string[];
  readonly migrate: SchemaChange;
}

/** From the thread. */
export type UpkeepAnswer = { readonly result: unknown } | { readonly failure: Failure };

/** Does it in a thread of its own, so that neither the event loop nor commits wait for it. @throws whatever the task throws. */
export async function upkeep<Kind extends UpkeepTask['kind']>(
  task: UpkeepTask & { readonly kind: Kind },
): Promise<UpkeepResults[Kind]> {
  const extension = extname(import.meta.url);
  const thread = new Worker(new URL(`./upkeep-thread${extension}`, import.meta.url), {
    workerData: task,
    name: 'sintonia-store-sqlite-upkeep',
    ...(extension === '.js' && { execArgv: [] }),
  });
  const answer = await answerOf(thread);
  if ('failure' in answer) throw errorOf(answer.failure);
  return answer.result as UpkeepResults[Kind];
}

/** Once the thread has ended. What it said may arrive in the same breath as its end: both have to be listened for from the start. */
function answerOf(thread: Worker): Promise<UpkeepAnswer> {
  return new Promise((resolve, reject) => {
    let answer: UpkeepAnswer | undefined;
    thread.once('message', (said: UpkeepAnswer) => {
      answer = said;
    });
    thread.once('error', (cause) => reject(new SintoniaError('STORE_FAILED', ENDED, { cause })));
    thread.once('exit', () =>
      answer === undefined ? reject(new SintoniaError('STORE_FAILED', ENDED)) : resolve(answer),
    );
  });
}
