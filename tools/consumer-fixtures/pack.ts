import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pnpmVersion } from '../run/pnpm.mjs';
import { command } from '../workspace/command.js';

/** Packs every package into `folder`, as `pnpm publish` would. */
export async function packAll(folder: string): Promise<void> {
  const pnpm = ['-y', `pnpm@${pnpmVersion}`, '--filter', './packages/*', 'pack', '--pack-destination', folder];
  const { code, output } = await command('npx', pnpm);
  if (code !== 0) throw new Error(`pnpm pack failed:\n${output}`);
}

/** The tarball of a package: `@sintonia/core` → `sintonia-core-1.0.0.tgz`. */
export function tarballOf(name: string, folder: string): string {
  const start = `${name.replace('@', '').replace('/', '-')}-`;
  const file = readdirSync(folder).find((each) => each.startsWith(start) && /^\d/.test(each.slice(start.length)));
  if (file === undefined) throw new Error(`${name} was not packed; is it private, or without a version?`);
  return join(folder, file);
}
