import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTurn } from '../workspace/in-turn.js';
import { publishedPackages } from '../workspace/packages.js';
import type { Check, Fixture } from './fixture.js';
import { install } from './install.js';
import { carriesNoEngine } from './lean.js';
import { packAll, tarballOf } from './pack.js';
import { attwIsClean, publintIsClean } from './publishing.js';
import { loads } from './runtime.js';
import { typeProblems } from './types.js';

export interface ConsumerResult {
  id: string;
  problems: string[];
}

const checks: readonly Check[] = [loads, carriesNoEngine, publintIsClean, attwIsClean];

/** Packs what was built, installs every tarball alone, and uses it as strangers would. */
export async function checkConsumers(): Promise<ConsumerResult[]> {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'sintonia-consumers-')));
  try {
    const packed = join(temporary, 'packed');
    mkdirSync(packed);
    await packAll(packed);
    const packages = publishedPackages();
    const tarballs = new Map(packages.map(({ manifest: { name } }) => [name, tarballOf(name, packed)]));
    const fixtures = packages.map((pkg): Fixture => {
      return { ...pkg, home: join(temporary, pkg.id), tarball: tarballOf(pkg.manifest.name, packed) };
    });
    return await checkAll(fixtures, tarballs);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function checkAll(fixtures: readonly Fixture[], tarballs: ReadonlyMap<string, string>) {
  const problems = new Map<string, string[]>();
  const installed: Fixture[] = [];
  await inTurn(fixtures, 2, async (fixture) => {
    const found = await install(fixture, tarballs);
    if (found.length === 0) installed.push(fixture);
    for (const check of found.length === 0 ? checks : []) found.push(...(await check(fixture)));
    problems.set(fixture.id, found);
  });
  for (const [id, found] of typeProblems(installed)) problems.get(id)?.push(...found);
  return fixtures.map(({ id }) => ({ id, problems: problems.get(id) ?? [] }));
}
