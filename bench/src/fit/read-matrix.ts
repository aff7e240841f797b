import { readFileSync } from 'node:fs';
import type { Csr } from '@sintonia/kernels';

/**
 * Who took what, from a file with a line a person: its name and the numbers of items. An item twice counts once.
 *
 * @param people reads at most so many lines
 */
export function readMatrix(file: string, people: number): Csr {
  const lines = readFileSync(file, 'utf8').split('\n');
  const starts = [0];
  const indices: number[] = [];
  let columns = 0;
  for (const line of lines) {
    if (line === '' || starts.length > people) break;
    const items = new Set(line.trimEnd().split(' ').slice(1).map(Number));
    for (const item of [...items].sort((a, b) => a - b)) {
      indices.push(item);
      if (item >= columns) columns = item + 1;
    }
    starts.push(indices.length);
  }
  return { rows: starts.length - 1, columns, indptr: Uint32Array.from(starts), indices: Uint32Array.from(indices) };
}

/** The same, the other way round. */
export function matrixText({ rows, indptr, indices }: Csr): string {
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    lines.push(`${row} ${indices.subarray(indptr[row], indptr[row + 1]).join(' ')}\n`);
  }
  return lines.join('');
}
