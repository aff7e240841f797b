import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import { checkDocs } from './check-docs.js';
import { anchorsOf, linksOf } from './links.js';

const workspace = (files: Record<string, string>) =>
  temporaryFolder({ 'packages/spec/package.json': '{ "name": "@sintonia/spec" }', ...files });

describe('checkDocs', () => {
  it('is silent when links lead somewhere and every package is named', () => {
    const root = workspace({
      'README.md': '[spec](packages/spec), [why](docs/why.md#the-reason), [web](https://example.com/x)',
      'docs/why.md': '# Why\n## The reason\n[up](../README.md) [here](#why) `[not](a-link)`',
      'docs/decisions/0001-one.md': '# One\n## Decision\n## Why\n',
    });
    expect(checkDocs(root)).toEqual([]);
  });

  it('finds links that lead nowhere', () => {
    const root = workspace({ 'README.md': '@sintonia/spec [a](gone.md) [b](#gone)' });
    expect(checkDocs(root)).toEqual([
      'README.md: the link gone.md leads to no file',
      'README.md: the link #gone leads to no heading',
    ]);
  });

  it('finds a package the README does not name', () => {
    expect(checkDocs(workspace({ 'README.md': '# Hello' }))).toEqual(['README.md: does not name @sintonia/spec']);
  });

  it('finds a decision with a number twice, or without a reason', () => {
    const root = workspace({
      'README.md': '@sintonia/spec',
      'docs/decisions/0001-one.md': '## Decision\n## Why\n',
      'docs/decisions/0001-two.md': '## Decision\n',
    });
    expect(checkDocs(root)).toEqual([
      'docs/decisions/0001-two.md: the next number is 0002',
      'docs/decisions/0001-two.md: has no "## Why"',
    ]);
  });
});

describe('code', () => {
  const config = '{ "compilerOptions": { "module": "nodenext", "strict": true, "types": [], "lib": ["es2023"] } }';
  const source = { 'tsconfig.base.json': config, 'packages/spec/src/index.ts': 'export const one: number = 1;' };

  it('compiles the blocks of a document as one module', () => {
    const first = "```ts\nimport { one } from '@sintonia/spec';\nconst two = one + one;\n```\n";
    const second = "```ts\nimport { one } from '@sintonia/spec';\nexport const three = two + one;\n```\n";
    const ignored = '```ts sketch: no module at all\nnot code\n```\n```js\nnot, typed\n```\n';
    expect(checkDocs(workspace({ ...source, 'README.md': `@sintonia/spec\n${first}${second}${ignored}` }))).toEqual([]);
  });

  it('compiles a block that stands alone as a module of its own, with what is hidden before it', () => {
    const hidden = "<!-- ts\nimport { one } from '@sintonia/spec';\n-->\n";
    const alone = '```ts alone\nconst two = one + one;\n```\n';
    const readme = `@sintonia/spec\n${hidden}${alone}${hidden}${alone}`;
    expect(checkDocs(workspace({ ...source, 'README.md': readme }))).toEqual([]);
    expect(checkDocs(workspace({ ...source, 'README.md': `@sintonia/spec\n\n${alone}` }))).toEqual([
      "README.md:4: Cannot find name 'one'.",
      "README.md:4: Cannot find name 'one'.",
    ]);
  });

  it('wants to know why a block is not compiled', () => {
    const block = '```ts sketch\nnot code\n```\n';
    expect(checkDocs(workspace({ ...source, 'README.md': `@sintonia/spec\n\n${block}` }))).toEqual([
      'README.md:3: code marked "sketch" is not compiled; if it can\'t be, write "sketch: " and why',
    ]);
  });

  it('says in which line of the document a name is wrong', () => {
    const wrong = "```ts\nimport { won } from '@sintonia/spec';\n```\n";
    const [problem] = checkDocs(
      workspace({ ...source, 'packages/spec/README.md': `# spec\n\n${wrong}`, 'README.md': '@sintonia/spec' }),
    );
    expect(problem).toMatch(/^packages\/spec\/README\.md:4: .*no exported member.* 'won'/);
  });
});

describe('links', () => {
  it('reads links and pictures, but not those in code', () => {
    expect(linksOf('![p](a.png "title") [x](b.md)\n```md\n[no](c.md)\n```\n')).toEqual(['a.png', 'b.md']);
  });

  it('makes anchors as a forge does', () => {
    expect(anchorsOf('# What `it` is, and why?\n## Twice\n## Twice\n')).toEqual([
      'what-it-is-and-why',
      'twice',
      'twice-1',
    ]);
  });
});
