export { standardSignals } from './collect/standard-signals.js';
export { escapeHtml } from './compose/escape-html.js';
export { renderReason } from './compose/render-reason.js';
export { createEngine } from './create-engine.js';
export type { EngineModule } from './engine-module.js';
export type { EngineOptions } from './engine-options.js';
export { type PlaceholderOptions, placeholderIds } from './identity/placeholder-ids.js';
export type * from './profile/traits/trait-declaration.js';
export { memoryStore } from './store/memory-store.js';
