import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Lines that it has printed so far. */
  readonly lines: string[];
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts one of the scripts beside this file in a process of its own. `within` is a command that starts it, such as a shell. */
export function runChild(script: string, args: readonly string[], within: readonly string[] = []): Child {
  const file = fileURLToPath(new URL(`./${script}.fixture.ts`, import.meta.url));
  const [command, ...rest] = [...within, process.execPath, ...process.execArgv, file, ...args];
  const child = spawn(command as string, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    const parts = (text + part).split('\n');
    text = parts.pop() ?? '';
    lines.push(...parts);
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return { process: child, lines, ended };
}
