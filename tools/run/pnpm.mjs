import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The one version we install with. It comes by npx, so that a clone needs Node and npm and nothing else. */
export const pnpmVersion = '12.21.0';

/**
 * Runs pnpm with all it prints on stderr, so that stdout belongs to the task alone. Resolves to its exit code.
 * Told to stop, we stop it and wait for it, so that no install goes on behind the next one.
 */
export function pnpm(args, onStart) {
  const npx = spawn('npx', ['-y', `pnpm@${pnpmVersion}`, ...args], {
    cwd: root,
    // Nobody is there to answer a question (it asks before it replaces another pnpm's node_modules).
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npx.pid !== undefined) onStart(npx.pid);

  const stop = (signal) => npx.kill(signal);
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    npx.once('error', reject);
    npx.once('close', (code) => resolve(code ?? 1));
  }).finally(() => {
    for (const signal of signals) process.off(signal, stop);
  });
}
