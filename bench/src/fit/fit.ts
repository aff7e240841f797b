import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchCase, BenchSuite } from '../suite.js';
import { dataFile } from './data-file.js';
import { fitFigures } from './fit-case.js';
import { powerLawMatrix } from './power-law-matrix.js';
import { matrixText, readMatrix } from './read-matrix.js';

function published(name: string, file: string): BenchCase {
  return {
    name,
    about: `on ${name}, at most so many people of it`,
    reads: [file],
    run: (sizes, say) => fitFigures(name, file, readMatrix(file, sizes.people).columns, sizes, say),
  };
}

const generated: BenchCase = {
  name: 'generated',
  about: 'on made-up people whose degrees follow a power law',
  async run(sizes, say) {
    const folder = mkdtempSync(join(tmpdir(), 'sintonia-bench-'));
    try {
      const file = join(folder, 'train.txt');
      writeFileSync(file, matrixText(powerLawMatrix(sizes)));
      return await fitFigures('generated', file, sizes.items, sizes, say);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

export const fit: BenchSuite = {
  name: 'fit',
  about: 'implicit ALS (10 iterations) and item lists (cosine, K = 500): time, memory and loss, beside implicit',
  // Gowalla has 29,858 people: all of them.
  sizes: { people: 40_000, items: 10_000, signals: 400_000, rounds: 3, seconds: 1 },
  quick: { people: 1_000, items: 500, signals: 20_000, rounds: 1, seconds: 0.1 },
  cases: [
    published('gowalla', dataFile('gowalla/train.txt')),
    published('ml-1m-m2', dataFile('ml-1m-m2/train.txt')),
    generated,
  ],
};
