export * from './fake-dispatcher.js';
export * from './in-memory.js';
export * from './test-clock.js';
