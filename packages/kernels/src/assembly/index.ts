export { cooccurrenceLists } from './cooccurrence-lists';
export { sortHeap } from './key-heap';
export { listEntries } from './list-entries';
export { scanBytes } from './scan-bytes';
export { rankVectors, scanVectors } from './scan-vectors';
export { addLists, bestSums } from './score-lists';
export { transpose } from './transpose';
