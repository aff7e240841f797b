import { resolve } from 'node:path';
import { assertKnownOptions, SintoniaError } from '@sintonia/spec';

export interface SqliteOptions {
  /** How long to wait for another process that is writing, in milliseconds. 0 to 600,000. Default: 5,000. */
  readonly busyTimeoutMs?: number;
  /** Bytes that the file may grow to; then commits fail with SINTONIA_STORE_FULL. From 1 MiB. Default: as the disk allows. */
  readonly maxBytes?: number;
  /**
   * Where small commits that come one by one are written. `thread`: apart, so that the event loop never waits for the disk.
   * `caller`: on the calling thread, which is quicker on a quick disk, and stands still meanwhile. Default: `auto`, on the calling
   * thread for as long as that takes less than a millisecond. All else is always written apart.
   */
  readonly lone?: 'auto' | 'thread' | 'caller';
}

/** The options with their defaults, as both threads need them. */
export interface StoreSettings {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxBytes: number | undefined;
  readonly lone: NonNullable<SqliteOptions['lone']>;
}

const PLACES = ['auto', 'thread', 'caller'];

export function readOptions(path: string, options: SqliteOptions): StoreSettings {
  assertKnownOptions(options, ['busyTimeoutMs', 'maxBytes', 'lone']);
  const { busyTimeoutMs = 5_000, maxBytes, lone = 'auto' } = options;
  assertWithin(busyTimeoutMs, 'busyTimeoutMs', 0, 600_000);
  if (maxBytes !== undefined) assertWithin(maxBytes, 'maxBytes', 2 ** 20, Number.MAX_SAFE_INTEGER);
  if (!PLACES.includes(lone)) invalid('lone', `one of ${PLACES.join(', ')}`);
  return { path: readPath(path), busyTimeoutMs, maxBytes, lone };
}

export function readPath(path: string): string {
  if (typeof path !== 'string' || path.trim() === '' || path.includes('\0')) invalid('path', 'the path of a file');
  if (path.startsWith(':memory:')) invalid('path', 'the path of a file; for a store in memory take memoryStore()');
  // Resolved at once: a later chdir must not move the store, and libsql would take a URL for a remote database.
  return resolve(path);
}

/** @throws SINTONIA_OPTION_INVALID unless it is a whole number of this range. */
export function assertWithin(value: number, field: string, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  invalid(field, `a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`);
}

function invalid(field: string, expected: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} must be ${expected}.`, { field });
}
