import { join } from 'node:path';
import { soundManifest } from '../check-packages/planted-workspace.fixture.js';
import { command } from '../workspace/command.js';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import type { Fixture } from './fixture.js';

const installed = 'node_modules/@sintonia/email-smtp';

/** An adapter that was installed in an empty folder, in good order but for `files` (paths from that folder). */
export function plantedFixture(files: Record<string, string | null> = {}): Fixture {
  const manifest = soundManifest('email-smtp');
  const { exports } = manifest.publishConfig ?? {};
  const home = temporaryFolder({
    [`${installed}/package.json`]: JSON.stringify({ ...manifest, exports, publishConfig: {} }),
    [`${installed}/dist/index.js`]: 'export const one = 1;\n',
    [`${installed}/dist/index.d.ts`]: 'export declare const one: number;\n',
    ...files,
  });
  return { id: 'email-smtp', folder: join(home, installed), manifest, home, tarball: '' };
}

/** The same, with its tarball. */
export async function packedFixture(files: Record<string, string | null> = {}): Promise<Fixture> {
  const fixture = plantedFixture(files);
  const { code, output } = await command('npm', ['pack', '--pack-destination', fixture.home], { cwd: fixture.folder });
  if (code !== 0) throw new Error(output);
  return { ...fixture, tarball: join(fixture.home, 'sintonia-email-smtp-1.0.0.tgz') };
}
