export { type BuildListsOptions, buildLists, estimateBuildLists } from './build-lists.js';
export type { Csr, CsrShape, ScoredLists } from './csr.js';
export type { Dense } from './dense.js';
export { estimateFactorise, type FactoriseOptions, type Factors, factorise } from './factorise.js';
export { estimateGram, gram } from './gram.js';
export {
  estimateInvertGram,
  estimateInvertSymmetric,
  type InverseGram,
  invertGram,
  invertSymmetric,
} from './invert.js';
export { type LevelLists, roundLists } from './level-lists.js';
export { estimateListScorer, ListScorer, type ScoreOptions } from './list-scorer.js';
export type { LowRank } from './low-rank.js';
export { estimateMultiply, type MultiplyOptions, multiply } from './multiply.js';
export { workerBytes } from './runtime/job-bytes.js';
export type { Kernels, WorkOptions } from './runtime/kernels.js';
export { type KernelsOptions, openKernels } from './runtime/open-kernels.js';
export type { Engine } from './runtime/own-memory.js';
export type { Ranking } from './score-key.js';
export { denseOf, type ShortRows } from './short-rows.js';
export { estimateSolveRows, type SolveRowsOptions, solveRows } from './solve-rows.js';
export { estimateSparseTimesDense, sparseTimesDense } from './sparse-times-dense.js';
export { type Eigen, estimateSymmetricEigen, symmetricEigen } from './symmetric-eigen.js';
export { estimateTopOfRows, type TopOfRowsOptions, topOfRows } from './top-of-rows.js';
export { transposeCsr } from './transpose-csr.js';
export { estimateTruncatedSvd, type TruncatedSvd, type TruncatedSvdOptions, truncatedSvd } from './truncated-svd.js';
export { estimateVectorIndex, type SearchOptions, VectorIndex, type VectorIndexOptions } from './vector-index.js';
