import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { pnpm, pnpmVersion } from './pnpm.mjs';
import { root } from './root.mjs';
import { isCurrent, stamp } from './stamp.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

/** Brings node_modules up to the lockfile, once, whoever asks. True when all is in place. */
export async function ensureInstalled() {
  if (isCurrent()) return true;
  const lock = join(root, '.sintonia/install.lock');
  return withLock(lock, install, () => say('Another process is installing here; waiting for it.'));
}

async function install(holdFor) {
  if (isCurrent()) return true;
  say(`Installing what this needs (pnpm ${pnpmVersion} by npx; the first time takes a minute).`);
  const started = Date.now();
  const code = await pnpm(['install', '--frozen-lockfile'], holdFor);
  if (code !== 0) {
    say(`The install failed (exit code ${code}). If a package.json was changed, bring the lockfile along with`);
    say(`  npx -y pnpm@${pnpmVersion} install`);
    return false;
  }
  stamp();
  say(`Installed in ${((Date.now() - started) / 1000).toFixed(1)} s.\n`);
  return true;
}
