type Block = 'shared' | 'alone' | 'hidden' | 'other';

/**
 * The TypeScript of a document, as modules that keep its line numbers. All blocks marked "```ts" are one module, so that a
 * later block may go on with the names of an earlier one. One marked "```ts alone" is a module of its own. What stands in a
 * comment "<!-- ts" (to "-->") before a block belongs to it, unseen by readers: its imports, mostly.
 */
export function modulesOf(markdown: string): string[] {
  const lines = markdown.split('\n');
  const shared = lines.map(() => '');
  const modules = [shared];
  let hidden: { at: number; line: string }[] = [];
  let target = shared;
  let block: Block | null = null;

  lines.forEach((line, at) => {
    if (block === null) {
      block = opened(line);
      if (block === null || block === 'hidden' || block === 'other') return;
      if (block === 'alone') modules.push(lines.map(() => ''));
      target = modules.at(block === 'alone' ? -1 : 0) as string[];
      for (const each of hidden) target[each.at] = each.line;
      hidden = [];
    } else if (closes(line, block)) {
      block = null;
    } else if (block === 'hidden') {
      hidden.push({ at, line });
    } else if (block !== 'other') {
      target[at] = line;
    }
  });
  return modules.map((module) => withoutRepeatedImports(module).join('\n')).filter((text) => text.trim() !== '');
}

function opened(line: string): Block | null {
  if (line.trim() === '<!-- ts') return 'hidden';
  const [, label] = /^\s*```(.*)$/.exec(line) ?? [];
  if (label === undefined) return null;
  if (/^(ts|typescript)$/.test(label.trim())) return 'shared';
  return label.trim() === 'ts alone' ? 'alone' : 'other';
}

function closes(line: string, block: Block): boolean {
  return block === 'hidden' ? line.trim() === '-->' : /^\s*```/.test(line);
}

/** Two blocks may each begin with the same import. */
function withoutRepeatedImports(lines: readonly string[]): string[] {
  const imported = new Set<string>();
  return lines.map((line) => {
    if (!line.startsWith('import ')) return line;
    if (imported.has(line)) return '';
    imported.add(line);
    return line;
  });
}
