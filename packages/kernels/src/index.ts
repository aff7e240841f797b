export { type BuildListsOptions, buildLists, estimateBuildLists, type ScoredLists } from './build-lists.js';
export type { Csr, CsrShape } from './csr.js';
export { estimateListScorer, ListScorer, type ScoreOptions } from './list-scorer.js';
export type { Kernels, WorkOptions } from './runtime/kernels.js';
export { type KernelsOptions, openKernels } from './runtime/open-kernels.js';
export type { Engine } from './runtime/own-memory.js';
export type { Ranking } from './score-key.js';
export { transposeCsr } from './transpose-csr.js';
export { estimateVectorIndex, type SearchOptions, VectorIndex, type VectorIndexOptions } from './vector-index.js';
