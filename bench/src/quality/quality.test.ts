import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PopularRecommender } from '@sintonia/recommenders';
import { expect, it, vi } from 'vitest';
import { measureQuality } from './measure-quality.js';
import { quality } from './quality.js';
import { readQualityArguments } from './quality-arguments.js';

const take = (person: string, itemId: string) => ({ person, itemId, type: 'Order Completed', weight: 1, timestamp: 0 });

it('measures as the published tables do', async () => {
  const train = [take('a', 'x'), take('b', 'x'), take('b', 'y'), take('c', 'z')];
  // a is shown y, z; c is shown x, y. What a has already is not to be found again.
  const test = [take('a', 'z'), take('a', 'x'), take('c', 'x'), take('c', 'nobody took it')];
  const found = await measureQuality(new PopularRecommender(), train, test, () => {});
  const second = 1 / Math.log2(3);
  expect(found).toMatchObject({ people: 3, items: 3, interactions: 4, tested: 2 });
  expect(found['recall@20']).toBeCloseTo((1 + 1 / 2) / 2);
  expect(found['ndcg@20']).toBeCloseTo((second + 1 / (1 + second)) / 2);
  expect(found.peakRssMb).toBeGreaterThan(10);
});

it('prints one JSON object, figures or a refusal', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-quality-'));
  const lines = vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    const [train, test] = ['train', 'test'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(train, '0 1 2 3\n1 1 2\n2 2 3\n3 1 3\n');
    writeFileSync(test, '1 3\n2 1\n3 2\n');
    for (const model of ['item-lists', 'popular', 'spectral', 'ease', 'factors', 'auto']) {
      expect(await quality(['--train', train, '--test', test, '--model', model, '--json'])).toBe(0);
    }
    const many = Array.from({ length: 9_000 }, (_, item) => item).join(' ');
    writeFileSync(train, `0 ${many}\n1 ${many}\n`);
    expect(await quality(['--train', train, '--test', test, '--model', 'ease', '--json'])).toBe(0);
    const results = lines.mock.calls.map(([line]) => JSON.parse(line as string));
    for (const result of results.slice(0, 6)) {
      expect(result).toMatchObject({ suite: 'quality', tested: 3, fitSeconds: expect.any(Number) });
      // So many factors learn three items by heart, and what nobody took comes out as not wanted.
      if (result.model === 'factors') expect(result['recall@20']).toBeGreaterThan(0);
      else expect(result['recall@20']).toBe(1);
    }
    expect(results[6]).toMatchObject({ model: 'ease', refused: 'SINTONIA_MODEL_TOO_LARGE' });
  } finally {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  }
});

it.each([
  [[], 'Train on what?'],
  [['--train', 'a'], 'Test on what?'],
  [['--train', 'a', '--test', 'b', '--model', 'magic'], 'There is no model "magic".'],
  [['--train', 'a', '--fast'], "Unknown option '--fast'"],
])('says what is wrong with %j, and what there is', (args, problem) => {
  const { usage } = readQualityArguments(args) as { usage: string };
  expect(usage.startsWith(problem)).toBe(true);
  expect(usage).toContain('--valid FILE');
});
