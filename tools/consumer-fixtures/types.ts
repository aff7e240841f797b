import { writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { root } from '../workspace/packages.js';
import { entriesOf, type Fixture } from './fixture.js';

const shared: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  // A Node project has these types; everything else has to come with the package.
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
};

const modes = [
  {
    name: 'nodenext',
    files: ['consumer.mts', 'consumer.cts'],
    options: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  },
  {
    name: 'bundler',
    files: ['consumer.mts'],
    options: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  },
];

/** Type-checks all fixtures in one program a mode (much quicker than one a package). Problems by package id. */
export function typeProblems(fixtures: readonly Fixture[]): Map<string, string[]> {
  for (const fixture of fixtures) writeConsumers(fixture);
  const problems = new Map<string, string[]>();
  for (const { name, files, options } of modes) {
    const roots = fixtures.flatMap(({ home }) => files.map((file) => join(home, file)));
    const program = ts.createProgram(roots, { ...shared, ...options });
    for (const { id, home } of fixtures) {
      const found = diagnosticsUnder(program, home).map((text) => `types under ${name}: ${text}`);
      problems.set(id, [...(problems.get(id) ?? []), ...found]);
    }
  }
  return problems;
}

function writeConsumers(fixture: Fixture): void {
  const entries = entriesOf(fixture);
  const lines = (each: (entry: string, name: string) => string) =>
    `${entries.map((entry, at) => each(entry, `entry${at}`)).join('\n')}\n`;
  const use = (name: string) => `export const names_${name}: string[] = Object.keys(${name});`;
  writeFileSync(
    join(fixture.home, 'consumer.mts'),
    lines((entry, name) => `import * as ${name} from '${entry}';\n${use(name)}`),
  );
  writeFileSync(
    join(fixture.home, 'consumer.cts'),
    lines((entry, name) => `import ${name} = require('${entry}');\n${use(name)}`),
  );
}

/** What is wrong in the consumer's own file and in our published types; the types of others are not ours to mend. */
function diagnosticsUnder(program: ts.Program, home: string): string[] {
  const isOurs = ({ fileName }: ts.SourceFile) => {
    const path = fileName.split('/').join(sep);
    return (
      path.startsWith(home + sep) &&
      (!path.includes('node_modules') || path.includes(join('node_modules', '@sintonia')))
    );
  };
  return program
    .getSourceFiles()
    .filter(isOurs)
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      const where = file === undefined ? '' : `${file.fileName.slice(home.length + 1)}:${line} `;
      return `${where}${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
}
