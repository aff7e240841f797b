import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { node } from '../workspace/command.js';
import { root } from '../workspace/packages.js';

it('the start in README.md prints what README.md says, and the same when run again', async () => {
  const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)];
  const at = blocks.findIndex(([, language, code]) => language === 'ts' && code?.includes("sqlite('start.db')"));
  const said = blocks.slice(at).find(([, language]) => language === 'text')?.[2];

  // In a package that has all those it imports.
  const folder = mkdtempSync(join(root, 'bench/.start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'start.mjs'), blocks[at]?.[2] ?? '');
  for (const _ of ['first', 'again']) {
    expect(await node([...process.execArgv, 'start.mjs'], { cwd: folder })).toEqual({ code: 0, output: said });
  }
});
