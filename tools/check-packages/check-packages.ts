import { root as ownRoot } from '../workspace/packages.js';
import type { Finding } from './finding.js';
import { builtFiles } from './rules/built-files.js';
import { containerInCore } from './rules/container-in-core.js';
import { declaredImports } from './rules/declared-imports.js';
import { exportsShape } from './rules/exports-shape.js';
import { fileLength } from './rules/file-length.js';
import { importEdges } from './rules/import-edges.js';
import { manifestFields } from './rules/manifest-fields.js';
import { nothingInlined } from './rules/nothing-inlined.js';
import { sameFiles } from './rules/same-files.js';
import { scripts } from './rules/scripts.js';
import { readWorkspace, type Workspace } from './workspace.js';

export type Rule = (workspace: Workspace) => Finding[];

const rules: readonly Rule[] = [
  sameFiles,
  manifestFields,
  scripts,
  exportsShape,
  importEdges,
  declaredImports,
  containerInCore,
  fileLength,
  builtFiles,
  nothingInlined,
];

/** Every broken rule of the workspace; the rules about built files are silent for what has not been built. */
export function checkPackages(root = ownRoot): Finding[] {
  const workspace = readWorkspace(root);
  return rules.flatMap((rule) => rule(workspace));
}
