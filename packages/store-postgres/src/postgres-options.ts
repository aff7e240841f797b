import type { ConnectionOptions } from 'node:tls';
import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import type { PostgresPool } from './postgres-pool.js';

export interface PostgresOptions {
  /** The schema that holds everything. Made on first use. Lower-case letters, digits and `_`. Default: `sintonia`. */
  readonly schema?: string;
  /** Connections of this process at most, the one of `watch` not counted. 1 to 1,000. Default: 10. */
  readonly connections?: number;
  /** How long to wait for a connection, a new or a free one, in milliseconds. 100 to 600,000. Default: 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long one statement may take, in milliseconds. 100 to 3,600,000. Default: 20,000. */
  readonly statementTimeoutMs?: number;
  /** TLS, as Node's `tls.connect` takes it, or whether at all. Default: what the address says (`?sslmode=`). */
  readonly ssl?: boolean | ConnectionOptions;
  /**
   * Whether `watch` hears of commits at once, by `LISTEN`. With `false` it asks, and nothing outlives a transaction on a
   * connection: for PgBouncer in transaction mode. Default: true.
   */
  readonly notify?: boolean;
  /** Lets the database itself keep tenants apart, by policies. Costs three more round trips a read. Default: false. */
  readonly rowLevelSecurity?: boolean;
}

/** The options with their defaults. */
export interface StoreSettings {
  readonly source: string | PostgresPool;
  readonly schema: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly ssl: boolean | ConnectionOptions | undefined;
  readonly notify: boolean;
  readonly rowLevelSecurity: boolean;
}

const NAMES = [
  'schema',
  'connections',
  'connectTimeoutMs',
  'statementTimeoutMs',
  'ssl',
  'notify',
  'rowLevelSecurity',
] as const satisfies readonly (keyof PostgresOptions)[];

/** @throws SINTONIA_OPTION_INVALID, which never repeats an address: it may hold a password. */
export function readOptions(source: string | PostgresPool, options: PostgresOptions): StoreSettings {
  assertKnownOptions(options, NAMES);
  const { schema = 'sintonia', notify = true, rowLevelSecurity = false, ssl } = options;
  const { connections = 10, connectTimeoutMs = 5_000, statementTimeoutMs = 20_000 } = options;
  if (typeof source === 'string' ? !isAddress(source) : typeof source?.connect !== 'function') {
    invalid('source', 'an address such as postgres://user:password@host:5432/database, or a pool');
  }
  if (typeof schema !== 'string' || !/^[a-z_][a-z0-9_]{0,49}$/.test(schema) || schema.startsWith('pg_')) {
    invalid('schema', 'up to 50 lower-case letters, digits and _, and must not start with pg_ or a digit');
  }
  assertWithin(connections, 'connections', 1, 1_000);
  assertWithin(connectTimeoutMs, 'connectTimeoutMs', 100, 600_000);
  assertWithin(statementTimeoutMs, 'statementTimeoutMs', 100, 3_600_000);
  if (ssl !== undefined && typeof ssl !== 'boolean' && (typeof ssl !== 'object' || ssl === null)) {
    invalid('ssl', 'true, false or options of TLS');
  }
  if (typeof notify !== 'boolean') invalid('notify', 'true or false');
  if (typeof rowLevelSecurity !== 'boolean') invalid('rowLevelSecurity', 'true or false');
  return { source, schema, connections, connectTimeoutMs, statementTimeoutMs, ssl, notify, rowLevelSecurity };
}

export function assertWithin(value: unknown, field: string, least: number, most: number): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  invalid(field, `a whole number from ${least} to ${most}`);
}

function isAddress(text: string): boolean {
  return /^postgres(ql)?:\/\//.test(text) && URL.canParse(text);
}

function invalid(field: string, expected: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} must be ${expected}.`, { field });
}
