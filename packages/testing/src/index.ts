export * from './fake-dispatcher.js';
export * from './in-memory.js';
export * from './store-suite.js';
export * from './test-clock.js';
