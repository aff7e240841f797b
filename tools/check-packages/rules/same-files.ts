import type { Finding } from '../finding.js';
import type { Workspace } from '../workspace.js';

const required = ['LICENSE', 'README.md', 'package.json', 'src', 'tsconfig.json', 'tsup.config.ts'];
const welcome = new Set([...required, 'CHANGELOG.md', 'dist', 'node_modules']);

/** Whoever knows one package finds their way in all of them. */
export function sameFiles({ packages }: Workspace): Finding[] {
  return packages.flatMap(({ id, topLevel, sources, readme }) => {
    const finding = (file: string, message: string, fix: string): Finding => ({
      level: 'error',
      file: `packages/${id}/${file}`,
      rule: 'same-files',
      message,
      fix,
    });
    const findings: Finding[] = [];
    for (const name of required) {
      if (!topLevel.includes(name)) findings.push(finding(name, 'is missing', 'Copy it from another package'));
    }
    for (const name of topLevel) {
      if (welcome.has(name)) continue;
      findings.push(finding(name, 'is a file no other package has', 'Move it under src, or out of the package'));
    }
    if (!sources.some(({ path }) => path === 'src/index.ts')) {
      findings.push(finding('src/index.ts', 'is missing', 'Every package has this entry'));
    }
    if (!readme.startsWith(`# @sintonia/${id}\n`)) {
      findings.push(finding('README.md', 'does not begin with its name', `Make its first line "# @sintonia/${id}"`));
    }
    return findings;
  });
}
