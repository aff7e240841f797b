import { multiply, type ScoredLists, topOfRows } from '@sintonia/kernels';
import type { TasteMatrix } from '../dataset/taste-matrix.js';
import type { FitJob } from '../fit-job.js';
import type { Pace } from '../pace.js';
import { pool } from '../pool.js';
import { type SpectralFactors, spectralFactors } from './spectral-factors.js';
import type { SpectralSettings } from './spectral-options.js';

/** Numbers of the dense block at hand, 4 bytes each. */
const BLOCK = 1 << 24;
/** How much is left of the neighbours after sharpening, about: p over the spectrum, which is mostly small. */
const NEIGHBOURS = 0.6;
/** What finding the factors takes of the whole. */
const FACTORS = 0.2;

/** How many items' lists are made at once. */
export const blockOf = (items: number) => Math.max(1, Math.min(items, 1024, Math.floor(BLOCK / items)));

/**
 * With F = XᵀX, X the degree-normalised matrix, V its first `rank` right singular vectors and D the degrees of items:
 *
 * S = γ·F + β · D^−½ V Vᵀ D^½ · p(F)
 *
 * F is the neighbours (the linear filter of GF-CF), V Vᵀ the ideal low pass, and p sharpens what it has blurred. BSPM sharpens F,
 * too; a constant γ in its place does as well on Gowalla and spares half of the work. Made a block of items at a time.
 *
 * Shen et al., *How powerful is graph convolution for recommendation?* (2021); Choi et al., *Blurring-sharpening process models for
 * collaborative filtering* (2023).
 *
 * @throws SINTONIA_ABORTED, or the reason of the abort
 */
export async function buildSpectralLists(
  matrix: TasteMatrix,
  settings: SpectralSettings,
  job: FitJob,
  [from, to]: readonly [number, number],
): Promise<ScoredLists> {
  const items = matrix.itemIds.length;
  const at = (fraction: number) => from + (to - from) * fraction;
  const factors = await spectralFactors(matrix, settings, job, [from, at(FACTORS)]);
  const { rank, left, right } = factors;
  const all = { rows: items, columns: rank, values: right };
  const blocks: ScoredLists[] = [];
  const size = blockOf(items);
  for (let first = 0; first < items; first += size) {
    const rows = Math.min(size, items - first);
    const span = (done: number) => at(FACTORS + (1 - FACTORS) * ((first + done * rows) / items));
    const block = { rows, columns: rank, values: left.slice(first * rank, (first + rows) * rank) };
    const scores = await multiply(pool(), block, all, { ...job.work(span(0), span(0.8)), transposeRight: true });
    await addNeighbours(scores.values, first, rows, factors, job.pace);
    const { listLength: length } = settings;
    blocks.push(await topOfRows(pool(), scores, { ...job.work(span(0.8), span(1)), length }));
  }
  return joined(blocks, items);
}

/** Adds γ·F, row by row, and leaves every item out of its own list. @throws SINTONIA_ABORTED */
async function addNeighbours(
  scores: Float32Array,
  first: number,
  rows: number,
  { x, turned }: SpectralFactors,
  pace: Pace,
): Promise<void> {
  for (let row = 0; row < rows; row++) {
    if (pace.due()) await pace.rest();
    const item = first + row;
    const start = row * x.columns;
    for (let at = turned.indptr[item] as number; at < (turned.indptr[item + 1] as number); at++) {
      const person = turned.indices[at] as number;
      const weight = NEIGHBOURS * (turned.values[at] as number);
      const end = x.indptr[person + 1] as number;
      for (let entry = x.indptr[person] as number; entry < end; entry++) {
        const place = start + (x.indices[entry] as number);
        scores[place] = (scores[place] as number) + weight * (x.values[entry] as number);
      }
    }
    scores[start + item] = 0;
  }
}

/** Blocks of lists, one under the other. */
function joined(blocks: readonly ScoredLists[], items: number): ScoredLists {
  const entries = blocks.reduce((sum, { indices }) => sum + indices.length, 0);
  const indptr = new Uint32Array(items + 1);
  const indices = new Uint32Array(entries);
  const values = new Float32Array(entries);
  let row = 0;
  let place = 0;
  for (const block of blocks) {
    for (let at = 0; at < block.rows; at++) indptr[++row] = place + (block.indptr[at + 1] as number);
    indices.set(block.indices, place);
    values.set(block.values, place);
    place += block.indices.length;
  }
  return { rows: items, columns: items, indptr, indices, values };
}
