import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorTable } from '../../packages/spec/src/errors.js';
import { root } from '../workspace/packages.js';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import { outdatedPages } from './outdated-pages.js';
import { pages } from './pages.js';

describe('documents that are made', () => {
  it('say what they are made from (if not: npm run docs)', () => {
    expect(outdatedPages(root)).toEqual([]);
  });

  it('are outdated when a word differs, or when they are not there', () => {
    const path = 'docs/errors.md';
    const page = (pages[path] as () => string)();
    expect(outdatedPages(temporaryFolder({ [path]: page }))).not.toContain(path);
    expect(outdatedPages(temporaryFolder({ [path]: page.replace('| no |', '| yes |') }))).toContain(path);
    expect(outdatedPages(temporaryFolder({}))).toContain(path);
  });
});

describe('the table of errors', () => {
  const source = sourceOf(join(root, 'packages'));

  // A code that nothing throws is a promise that nobody keeps.
  it.each(Object.keys(errorTable))('%s is thrown, or told, by some package', (name) => {
    expect(source).toMatch(new RegExp(`'(SINTONIA_)?${name}'`));
  });
});

function sourceOf(packages: string): string {
  const table = join(packages, 'spec/src/errors.ts');
  return readdirSync(packages)
    .flatMap((id) =>
      readdirSync(join(packages, id, 'src'), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(packages, id, 'src', file),
      ),
    )
    .filter((file) => /\.ts$/.test(file) && !/\.(test|fixture)\.ts$/.test(file) && file !== table)
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}
