import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Decisions are numbered without gaps or twins, and each says what was decided and why. */
export function decisionProblems(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort();
  return names.flatMap((name, at) => {
    const problems: string[] = [];
    const number = String(at + 1).padStart(4, '0');
    if (!name.startsWith(`${number}-`)) problems.push(`docs/decisions/${name}: the next number is ${number}`);
    const text = readFileSync(join(folder, name), 'utf8');
    for (const heading of ['## Decision', '## Why']) {
      if (!text.includes(heading)) problems.push(`docs/decisions/${name}: has no "${heading}"`);
    }
    return problems;
  });
}
