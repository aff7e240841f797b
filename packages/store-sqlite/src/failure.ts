import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type ErrorName, isSintoniaError, type JsonValue, SintoniaError } from '@sintonia/spec';

/** An error that can travel from one thread to another. */
export interface Failure {
  readonly name: ErrorName;
  readonly message: string;
  readonly details?: Readonly<Record<string, JsonValue>> | undefined;
}

export function errorOf({ name, message, details }: Failure): SintoniaError {
  return new SintoniaError(name, message, { details });
}

/** What went wrong, in our words: SQLite's own message may hold a path, and is left behind. */
export function failureOf(error: unknown, path: string): Failure {
  if (isSintoniaError(error)) {
    return { name: error.code.slice('SINTONIA_'.length) as ErrorName, message: error.message, details: error.details };
  }
  const code = codeOf(error);
  const details = { sqlite: code };
  if (code === 'SQLITE_FULL' || (code.startsWith('SQLITE_IOERR') && isDiskFull(path))) {
    return { name: 'STORE_FULL', message: 'There is no room left for the store. Nothing was written.', details };
  }
  return { name: 'STORE_FAILED', message: meaningOf(code), details };
}

export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

/** Whether SQLite gave up on a page that makes no sense. */
export function isCorrupt(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CORRUPT');
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && String(error.code).startsWith('SQLITE_')) return String(error.code);
  // When it cannot open a file, libsql throws a plain error that only ends with the number.
  const number = /: (\d+)"?\)?$/.exec(error.message)?.[1];
  if (number === '14') return 'SQLITE_CANTOPEN';
  return number === '13' ? 'SQLITE_FULL' : `unknown ${error.name}`;
}

function meaningOf(code: string): string {
  if (code.startsWith('SQLITE_CANTOPEN')) return 'The file cannot be opened. Its folder must exist and be writable.';
  if (code.startsWith('SQLITE_READONLY')) return 'The file, or its folder, may not be written to.';
  if (code.startsWith('SQLITE_BUSY')) return 'Another process kept the store locked for too long.';
  if (code.startsWith('SQLITE_NOTADB')) return 'The file is no SQLite database.';
  if (code.startsWith('SQLITE_CORRUPT')) return 'The file is damaged. Restore it from a backup.';
  return `The store could not read or write (${code}).`;
}

function isDiskFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < 1_048_576;
  } catch {
    return false;
  }
}
