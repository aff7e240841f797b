export { type MigrateOptions, migrate } from './migrate.js';
export { type SqliteStore, sqlite } from './sqlite.js';
export type { SqliteOptions } from './sqlite-options.js';
