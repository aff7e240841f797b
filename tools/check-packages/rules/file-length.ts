import type { Finding } from '../finding.js';
import type { Workspace } from '../workspace.js';

const warnOver = 200;
const failOver = 300;

/** A file holds one idea; a long one usually holds two. */
export function fileLength({ packages }: Workspace): Finding[] {
  return packages.flatMap(({ id, sources }) =>
    sources
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > warnOver)
      .map(({ path, lines }) => ({
        level: lines > failOver ? 'error' : 'warning',
        file: `packages/${id}/${path}`,
        rule: 'file-length',
        message: `has ${lines} lines`,
        fix: `Split it into files of one idea each (aim under ${warnOver}, at most ${failOver})`,
      })),
  );
}
