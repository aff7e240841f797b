import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program of ours in a process of its own: it gets `order` and answers once, see `answerOnce`.
 *
 * @param heapMiB what its objects may take. Default: Node's own limit.
 */
export function runApart<Order extends object, Answer>(program: URL, order: Order, heapMiB?: number): Promise<Answer> {
  const file = fileURLToPath(program);
  const limit = heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`];
  return new Promise((resolve, reject) => {
    const child = fork(file, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      execArgv: [...process.execArgv, ...limit],
    });
    let answer: { readonly is: Answer } | undefined;
    child.on('message', (message: { readonly is: Answer }) => {
      answer = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (answer !== undefined && code === 0) resolve(answer.is);
      else reject(new Error(`${file} ended by ${signal ?? `code ${code}`}.`));
    });
    child.send(order);
  });
}

/** The other end of `runApart`. */
export function answerOnce<Order extends object, Answer>(work: (order: Order) => Promise<Answer>): void {
  process.once('message', async (order: Order) => {
    const is = await work(order);
    process.send?.({ is }, () => process.disconnect());
  });
}
