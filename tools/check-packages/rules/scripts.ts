import type { Finding } from '../finding.js';
import type { Workspace } from '../workspace.js';

const lifecycle = /^(pre|post)?(install|publish|pack|prepare|version)$|^prepublishOnly$|^dependencies$/;

/** One script, `build`. Nothing of ours runs by itself on somebody else's machine. */
export function scripts({ packages }: Workspace): Finding[] {
  return packages.flatMap(({ id, manifest }) => {
    const finding = (message: string, fix: string): Finding => ({
      level: 'error',
      file: `packages/${id}/package.json`,
      rule: 'scripts',
      message,
      fix,
    });
    const findings: Finding[] = [];
    if (manifest.scripts?.build !== 'tsup') findings.push(finding('its build is not "tsup"', 'Set "build": "tsup"'));
    for (const name of Object.keys(manifest.scripts ?? {})) {
      if (lifecycle.test(name)) {
        findings.push(finding(`"${name}" runs by itself on install or publish`, 'Remove it'));
      } else if (name !== 'build') {
        findings.push(finding(`the script "${name}" exists in no other package`, 'Make it a task in tools/run'));
      }
    }
    return findings;
  });
}
