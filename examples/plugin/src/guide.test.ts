import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

it('is the code that docs/guides/write-a-plugin.md shows', () => {
  const guide = read('../../../docs/guides/write-a-plugin.md');
  const [object, factory, test] = [...guide.matchAll(/^```ts.*\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  expect(`${object}\n${factory}`).toBe(read('just-taken.ts'));
  expect(test).toBe(read('just-taken.test.ts'));
});
