import type { CsrShape } from '../csr.js';
import { type Block, f32, i16, scratch, u16, u32, type Views } from '../runtime/layout.js';
import { eigenScratch } from './run-eigen.js';
import { productScratch } from './run-product.js';
import { shortGramScratch } from './run-short-gram.js';

/** How long vectors are, and whether the entries bring weights and targets. */
export interface FactorShape {
  readonly rank: number;
  readonly weighted?: boolean;
  readonly targeted?: boolean;
}

/** Vectors are padded to whole SIMD words. */
export const paddedWidth = (rank: number) => 8 * Math.ceil(rank / 8);

/** As many numbers under `count`, which most often take 16 bits. */
const indices = (length: number, count: number): Block<Uint16Array> | Block<Uint32Array> =>
  count <= 2 ** 16 ? u16(length) : u32(length);

/** To solve rows beside columns that are held fast. */
export const rowsLayout = (shape: CsrShape, { rank, weighted = false, targeted = false }: FactorShape) => {
  const { rows, columns, entries } = shape;
  const width = paddedWidth(rank);
  return {
    rowFactors: i16(rows * width),
    rowScales: f32(rows),
    columnFactors: i16(columns * width),
    columnScales: f32(columns),
    starts: u32(rows + 1),
    columns: indices(entries, columns),
    weights: f32(weighted ? entries : 0),
    targets: f32(targeted ? entries : 0),
    rowLambda: f32(rows),
    gram: f32(width * width),
    base: f32(width),
    // For whichever kernel is at work.
    lines: scratch(f32(512 * width)),
    vectors: scratch(f32(7 * width)),
    ...productScratch(width, width),
    ...shortGramScratch(width),
    ...eigenScratch(width),
  };
};

/** To solve both sides in turn. */
export const factorLayout = (shape: CsrShape, of: FactorShape) => {
  const { rows, columns, entries } = shape;
  return {
    ...rowsLayout(shape, of),
    turnedStarts: u32(columns + 1),
    turnedColumns: indices(entries, rows),
    turnedWeights: f32(of.weighted ? entries : 0),
    turnedTargets: f32(of.targeted ? entries : 0),
    columnLambda: f32(columns),
  };
};

export type RowsViews = Views<ReturnType<typeof rowsLayout>>;
