import { resolve } from 'node:path';
import { SintoniaError } from '@sintonia/spec';

export interface SqliteOptions {
  /** How long to wait for another process that is writing, in milliseconds. 0 to 600,000. Default: 5,000. */
  readonly busyTimeoutMs?: number;
  /** Bytes that the file may grow to; then commits fail with SINTONIA_STORE_FULL. From 1 MiB. Default: as the disk allows. */
  readonly maxBytes?: number;
}

/** The options with their defaults, as both threads need them. */
export interface StoreSettings {
  readonly path: string;
  readonly busyTimeoutMs: number;
  readonly maxBytes: number | undefined;
}

export function readOptions(path: string, { busyTimeoutMs = 5_000, maxBytes }: SqliteOptions): StoreSettings {
  if (typeof path !== 'string' || path.trim() === '' || path.includes('\0')) invalid('path', 'the path of a file');
  if (path.startsWith(':memory:')) invalid('path', 'the path of a file; for a store in memory take memoryStore()');
  if (!isWithin(busyTimeoutMs, 0, 600_000)) invalid('busyTimeoutMs', 'a whole number from 0 to 600,000');
  if (maxBytes !== undefined && !isWithin(maxBytes, 2 ** 20, Number.MAX_SAFE_INTEGER)) {
    invalid('maxBytes', 'a whole number from 1,048,576');
  }
  // Resolved at once: a later chdir must not move the store, and libsql would take a URL for a remote database.
  return { path: resolve(path), busyTimeoutMs, maxBytes };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function invalid(field: string, expected: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} must be ${expected}.`, { field });
}
