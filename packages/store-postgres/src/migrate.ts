import type { ConnectionOptions } from 'node:tls';
import { assertKnownOptions } from '@sintonia/spec';
import { changeSchema, type SchemaChange } from './change-schema.js';
import { Connections } from './connections.js';
import { failureOf } from './failure.js';
import { assertWithin, readOptions } from './postgres-options.js';
import type { PostgresPool } from './postgres-pool.js';
import { schema as steps } from './schema/schema.js';

export interface MigrateOptions {
  /** The version to go to, up or down. From 1. Default: the newest, which is also what opening a store goes to. */
  readonly to?: number;
  /** As of the store. Default: `sintonia`. */
  readonly schema?: string;
  /** As of the store. */
  readonly ssl?: boolean | ConnectionOptions;
}

/**
 * Brings a store to a version of its schema, without loss and in one transaction. For going back to an older version of this
 * package: with the newer one installed, close the store everywhere, migrate down, then install the older one.
 *
 * @returns from which version to which.
 * @throws SINTONIA_OPTION_INVALID, SINTONIA_STORE_NEWER, SINTONIA_STORE_FAILED.
 */
export async function migrate(source: string | PostgresPool, options: MigrateOptions = {}): Promise<SchemaChange> {
  assertKnownOptions(options, ['to', 'schema', 'ssl']);
  const { to = steps.length, ...rest } = options;
  assertWithin(to, 'to', 1, steps.length);
  const settings = readOptions(source, { ...rest, connections: 1 });
  const connections = new Connections(settings);
  try {
    return await changeSchema(connections, settings.schema, steps, to);
  } catch (error) {
    throw failureOf(error);
  } finally {
    await connections.close();
  }
}
