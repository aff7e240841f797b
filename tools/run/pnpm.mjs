import { spawn } from 'node:child_process';
import { root } from './root.mjs';

/** The one version we install with. It comes by npx, so that a clone needs Node and npm and nothing else. */
export const pnpmVersion = '12.21.0';

/** Runs pnpm with all it prints on stderr, so that stdout belongs to the task alone. Resolves to its exit code. */
export function pnpm(args) {
  const npx = spawn('npx', ['-y', `pnpm@${pnpmVersion}`, ...args], {
    cwd: root,
    // Nobody is there to answer a question (it asks before it replaces another pnpm's node_modules).
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    npx.once('error', reject);
    npx.once('close', (code) => resolve(code ?? 1));
  });
}
