import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../workspace/command.js';
import type { Fixture } from './fixture.js';

const quick = ['--prefer-offline', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'];

/** Installs a tarball alone with npm; what it needs of ours comes from the other tarballs. */
export async function install({ home, manifest, tarball }: Fixture, tarballs: ReadonlyMap<string, string>) {
  mkdirSync(home, { recursive: true });
  const others = [...tarballs].filter(([name]) => name !== manifest.name);
  const consumer = {
    name: 'consumer',
    private: true,
    dependencies: { [manifest.name]: `file:${tarball}` },
    overrides: Object.fromEntries(others.map(([name, file]) => [name, `file:${file}`])),
  };
  writeFileSync(join(home, 'package.json'), JSON.stringify(consumer, null, 2));
  const { code, output } = await command('npm', ['install', ...quick, '--loglevel=error'], { cwd: home });
  return code === 0 ? [] : [`npm cannot install it:\n${output.trim()}`];
}
