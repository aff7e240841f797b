import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { askChild } from '../machine/ask-child.js';

export type BranchQuestion = { readonly file: string } | { readonly person: string; readonly until: readonly string[] };
export type BranchAnswer = { readonly ready: true } | { readonly changed: number };

/** Another process on the same store. */
export interface Branch {
  /** Asks for this person's list over and over until it is another. @returns how often it was still the same */
  untilOther(person: string, list: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL('./branch-process.ts', import.meta.url));

export async function startBranch(file: string): Promise<Branch> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await askChild<BranchAnswer>(child, { file });
  return {
    async untilOther(person, until) {
      const answer = await askChild<BranchAnswer>(child, { person, until });
      return 'changed' in answer ? answer.changed : 0;
    },
    async close() {
      child.disconnect();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
