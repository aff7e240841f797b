import { join } from 'node:path';
import { node } from '../workspace/command.js';
import { inTurn } from '../workspace/in-turn.js';
import { needs, type Package, root } from '../workspace/packages.js';

export interface BuildFailure {
  id: string;
  output: string;
}

const tsup = join(root, 'node_modules/tsup/dist/cli-default.js');

/** Builds packages, two at a time, each after those whose built types it reads. */
export async function buildPackages(packages: readonly Package[]): Promise<BuildFailure[]> {
  const failures: BuildFailure[] = [];
  const build = async (pkg: Package) => {
    const broken = needs(pkg, packages).filter((other) => failures.some(({ id }) => id === other.id));
    if (broken.length > 0) {
      failures.push({ id: pkg.id, output: `It needs ${broken.map(({ id }) => id).join(', ')}.` });
      return;
    }
    const started = Date.now();
    const { code, output } = await node([tsup], { cwd: pkg.folder });
    if (code !== 0) failures.push({ id: pkg.id, output });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`  ${code === 0 ? 'built ' : 'FAILED'} ${pkg.id} (${seconds} s)`);
  };
  await inTurn(packages, 2, build, (pkg) => needs(pkg, packages));
  return failures;
}
