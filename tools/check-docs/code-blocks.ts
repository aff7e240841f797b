import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * TypeScript in documents compiles against our source. The blocks of one document are one module, so that a later block
 * may go on with the names of an earlier one. A block marked "```ts sketch: REASON" is left out.
 */
export function codeProblems(files: readonly string[], root: string): string[] {
  const modules = new Map<string, { file: string; text: string }>();
  for (const file of files) {
    const text = codeOf(readFileSync(file, 'utf8'));
    if (text.trim() !== '')
      modules.set(join(homeOf(file, root), `${relative(root, file).replaceAll(/\W/g, '-')}.ts`), { file, text });
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

/** The code of a document with every other line empty, so that line numbers stay those of the document. */
export function codeOf(markdown: string): string {
  const imported = new Set<string>();
  let fence: 'ts' | 'other' | null = null;
  const lines = markdown.split('\n').map((line) => {
    const mark = /^\s*```(.*)$/.exec(line);
    if (mark !== null) {
      fence = fence !== null ? null : /^(ts|typescript)$/.test((mark[1] ?? '').trim()) ? 'ts' : 'other';
      return '';
    }
    if (fence !== 'ts') return '';
    if (!line.startsWith('import ')) return line;
    // Two blocks may each begin with the same import.
    if (imported.has(line)) return '';
    imported.add(line);
    return line;
  });
  return lines.join('\n');
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
      '@sintonia/*': [join(root, 'packages/*/src/index.ts')],
    },
  };
}
