export * from './dispatcher-suite.js';
export * from './fake-dispatcher.js';
export * from './in-memory.js';
export type { SkippedLaws } from './skipped-laws.js';
export * from './store-suite.js';
export * from './test-clock.js';
