import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUpVectors } from './made-up-vectors.js';

const DIMENSION = 64;
const COUNT = 10;
const SEEN = 50;

/** What every searcher is asked: the best of many vectors for each of some queries, without those that were seen. */
export interface SearchTask {
  readonly dimension: number;
  readonly vectors: Float32Array;
  readonly queries: readonly Float32Array[];
  /** How many are wanted. */
  readonly count: number;
  readonly exclude: Uint32Array;
  /** The same for another program, in files. */
  readonly question: object;
  /** Removes the files. */
  close(): void;
}

/** @param items how many vectors. */
export function searchTask(items: number): SearchTask {
  const vectors = madeUpVectors(items, DIMENSION, 1);
  // So that a round over a million takes as long as one over a thousand, and every round has enough.
  const asked = Math.max(11, Math.min(200, Math.round(2e7 / items)));
  const all = madeUpVectors(asked, DIMENSION, 2);
  const exclude = Uint32Array.from({ length: Math.min(SEEN, Math.floor(items / 2)) }, (_, at) => 2 * at);
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-bench-'));
  const files = { vectors: join(folder, 'vectors'), queries: join(folder, 'queries') };
  writeFileSync(files.vectors, vectors);
  writeFileSync(files.queries, all);
  return {
    dimension: DIMENSION,
    vectors,
    queries: Array.from({ length: asked }, (_, at) => all.subarray(at * DIMENSION, (at + 1) * DIMENSION)),
    count: COUNT,
    exclude,
    question: { ...files, dimension: DIMENSION, count: COUNT, exclude: [...exclude] },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
