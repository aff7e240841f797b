import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { modulesOf } from './modules-of.js';

/**
 * TypeScript in documents compiles against our source: see {@link modulesOf} for what belongs together. A block marked
 * "```ts sketch: REASON" is left out.
 */
export function codeProblems(files: readonly string[], root: string): string[] {
  const modules = new Map<string, { file: string; text: string }>();
  for (const file of files) {
    const name = relative(root, file).replaceAll(/\W/g, '-');
    modulesOf(readFileSync(file, 'utf8')).forEach((text, at) => {
      modules.set(join(homeOf(file, root), `${name}-${at}.ts`), { file, text });
    });
  }
  if (modules.size === 0) return [];

  const options = optionsOf(root);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  host.readFile = (path) => modules.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const own = modules.get(path);
    return own ? ts.createSourceFile(path, `${own.text}\nexport {};\n`, target) : getSourceFile(path, target, ...rest);
  };
  const program = ts.createProgram([...modules.keys()], options, host);

  return [...modules].flatMap(([path, { file }]) => {
    const source = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText }) => {
      const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${relative(root, file)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}

/** Where a document's imports are looked up: in its package, or as the demo does, which uses all of them. */
function homeOf(file: string, root: string): string {
  const [top, id = ''] = relative(root, file).split(/[\\/]/);
  const demo = join(root, 'examples/demo');
  if (top === 'packages') return join(root, 'packages', id);
  return existsSync(demo) ? demo : dirname(file);
}

function optionsOf(root: string): ts.CompilerOptions {
  const config = join(root, 'tsconfig.base.json');
  const parsed = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config ?? {}, ts.sys, root);
  return {
    ...parsed.options,
    verbatimModuleSyntax: false,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      '@sintonia/core/container': [join(root, 'packages/core/src/container/index.ts')],
      '@sintonia/adapter-kit/*': [join(root, 'packages/adapter-kit/src/*/index.ts')],
      '@sintonia/*': [join(root, 'packages/*/src/index.ts')],
    },
  };
}
