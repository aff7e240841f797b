import { spawn } from 'node:child_process';
import { root } from './packages.js';

export interface Outcome {
  code: number;
  output: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Prints as it goes instead of keeping the output. */
  show?: boolean;
}

/** Runs a command to its end; never throws for an exit code, since the caller wants to say what failed and go on. */
export function command(file: string, args: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
  const { cwd = root, env, show = false } = options;
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  const stop = () => child.kill();
  process.once('exit', stop); // whoever ends us ends what we started
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', stop);
      resolve({ code: code ?? 1, output });
    });
  });
}

/** Runs a JavaScript file (a tool's bin) with this Node. */
export const node = (args: readonly string[], options?: CommandOptions) => command(process.execPath, args, options);
