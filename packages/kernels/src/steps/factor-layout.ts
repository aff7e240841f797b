import type { CsrShape } from '../csr.js';
import { f32, scratch, u32, type Views } from '../runtime/layout.js';
import { eigenScratch } from './run-eigen.js';
import { gramScratch } from './run-gram.js';
import { rotationScratch } from './run-rotation.js';

/** How long vectors are, and whether the entries bring weights and targets. */
export interface FactorShape {
  readonly rank: number;
  readonly weighted?: boolean;
  readonly targeted?: boolean;
}

/** Vectors are padded to whole SIMD words. */
export const paddedWidth = (rank: number) => 4 * Math.ceil(rank / 4);

/** To solve rows beside columns that are held fast. */
export const rowsLayout = (shape: CsrShape, { rank, weighted = false, targeted = false }: FactorShape) => {
  const { rows, columns, entries } = shape;
  const width = paddedWidth(rank);
  return {
    rowFactors: f32(rows * width),
    columnFactors: f32(columns * width),
    starts: u32(rows + 1),
    columns: u32(entries),
    weights: f32(weighted ? entries : 0),
    targets: f32(targeted ? entries : 0),
    rowLambda: f32(rows),
    gram: f32(width * width),
    base: f32(width),
    gathered: scratch(f32(512 * width)),
    vectors: scratch(f32(6 * width)),
    ...rotationScratch(width),
    ...gramScratch(Math.max(rows, columns), width),
    ...eigenScratch(width),
  };
};

/** To solve both sides in turn. */
export const factorLayout = (shape: CsrShape, of: FactorShape) => {
  const { columns, entries } = shape;
  return {
    ...rowsLayout(shape, of),
    turnedStarts: u32(columns + 1),
    turnedColumns: u32(entries),
    turnedWeights: f32(of.weighted ? entries : 0),
    turnedTargets: f32(of.targeted ? entries : 0),
    columnLambda: f32(columns),
  };
};

export type RowsViews = Views<ReturnType<typeof rowsLayout>>;
