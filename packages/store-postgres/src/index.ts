export type { SchemaChange } from './change-schema.js';
export { type MigrateOptions, migrate } from './migrate.js';
export { postgres } from './postgres.js';
export type { PostgresOptions } from './postgres-options.js';
export type { PostgresClient, PostgresPool, PostgresQuery } from './postgres-pool.js';
