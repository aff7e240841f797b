import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root as ownRoot, publishedPackages } from '../workspace/packages.js';
import { codeProblems } from './code-blocks.js';
import { decisionProblems } from './decisions.js';
import { linkProblems } from './links.js';
import { unexplainedSketches } from './sketches.js';

const elsewhere = new Set(['node_modules', 'dist', '.git', '.sintonia', '.changeset']);

/** What is wrong with the documents: code that does not compile, links that lead nowhere, packages nobody names, decisions numbered twice. */
export function checkDocs(root = ownRoot): string[] {
  const files = markdownIn(root);
  return [
    ...codeProblems(files, root),
    ...files.flatMap((file) =>
      unexplainedSketches(readFileSync(file, 'utf8')).map((problem) => `${relative(root, file)}:${problem}`),
    ),
    ...files.flatMap((file) => linkProblems(file).map((problem) => `${relative(root, file)}: ${problem}`)),
    ...unnamedPackages(root),
    ...decisionProblems(join(root, 'docs/decisions')),
  ];
}

function markdownIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
    if (elsewhere.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return markdownIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

function unnamedPackages(root: string): string[] {
  const readme = join(root, 'README.md');
  if (!existsSync(readme)) return ['README.md is missing'];
  const text = readFileSync(readme, 'utf8');
  return publishedPackages(root)
    .filter(({ id, manifest }) => !text.includes(manifest.name) && !text.includes(`packages/${id}`))
    .map(({ manifest }) => `README.md: does not name ${manifest.name}`);
}
