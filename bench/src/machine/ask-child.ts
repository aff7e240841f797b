import type { ChildProcess, Serializable } from 'node:child_process';

/** Asks another process of ours, one question at a time, and gives its answer. Throws when it ends instead. */
export function askChild<Answer>(child: ChildProcess, question: Serializable): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error('The other process ended.'));
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer as Answer);
    });
    child.send(question);
  });
}
