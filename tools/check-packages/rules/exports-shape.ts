import type { Conditions } from '../../workspace/packages.js';
import type { Finding } from '../finding.js';
import type { CheckedPackage, Workspace } from '../workspace.js';

const source = '@sintonia/source';

/** In the workspace an entry leads to its source, published to what was built; both lists name the same entries. */
export function exportsShape({ packages }: Workspace): Finding[] {
  return packages.flatMap((pkg) => {
    const { exports = {}, publishConfig } = pkg.manifest;
    const published = publishConfig?.exports ?? {};
    const problems: [message: string, fix: string][] = [];
    if (!('.' in exports)) problems.push(['it exports no "."', 'Add the entry "." for src/index.ts']);

    for (const entry of new Set([...Object.keys(exports), ...Object.keys(published)])) {
      const inside = exports[entry];
      const outside = published[entry];
      if (inside === undefined || outside === undefined) {
        problems.push([`"${entry}" is not in both exports and publishConfig.exports`, 'Add it to the other']);
        continue;
      }
      problems.push(...problemsOfEntry(pkg, entry, inside, outside));
    }
    return problems.map(([message, fix]) => ({
      level: 'error',
      file: `packages/${pkg.id}/package.json`,
      rule: 'exports-shape',
      message,
      fix,
    }));
  });
}

function problemsOfEntry(
  { sources }: CheckedPackage,
  entry: string,
  inside: Conditions,
  outside: Conditions,
): [string, string][] {
  const name = entry === '.' ? 'index' : entry.slice('./'.length);
  const built = { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` };
  const problems: [string, string][] = [];
  const { [source]: from = '', ...rest } = inside;

  if (Object.keys(inside)[0] !== source) {
    problems.push([`"${entry}" does not begin with the condition "${source}"`, 'Put it first; the first match wins']);
  }
  if (JSON.stringify(rest) !== JSON.stringify(built)) {
    problems.push([`"${entry}" does not lead to ${built.types} and ${built.default}`, 'Write types, then default']);
  }
  if (JSON.stringify(outside) !== JSON.stringify(built)) {
    problems.push([`publishConfig.exports "${entry}" is not ${JSON.stringify(built)}`, 'Write exactly that']);
  }
  if (!sources.some(({ path }) => `./${path}` === from)) {
    problems.push([`"${entry}" leads to ${from || 'no source'}, which is not there`, 'Name the file under src']);
  }
  return problems;
}
