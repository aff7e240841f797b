import { assertKnownOptions } from '@sintonia/spec';
import type { SchemaChange } from './change-schema.js';
import { schema } from './schema.js';
import { assertWithin, readPath } from './sqlite-options.js';
import { upkeep } from './upkeep.js';

export interface MigrateOptions {
  /** The version of the schema to go to, up or down. From 1. Default: the newest, which is also what opening a store goes to. */
  readonly to?: number;
}

/**
 * Brings a store's file to a version of the schema, without loss and in one transaction. For going back to an older version of
 * this package: with the newer one installed, close the store everywhere, migrate down, then install the older one.
 *
 * @returns from which version to which.
 * @throws SINTONIA_OPTION_INVALID, SINTONIA_STORE_NEWER, SINTONIA_STORE_FAILED when there is no store, or somebody has it open.
 */
export async function migrate(path: string, options: MigrateOptions = {}): Promise<SchemaChange> {
  assertKnownOptions(options, ['to']);
  const { to = schema.length } = options;
  assertWithin(to, 'to', 1, schema.length);
  return upkeep({ kind: 'migrate', path: readPath(path), busyTimeoutMs: 0, to });
}
