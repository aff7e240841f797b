import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SintoniaError } from '@sintonia/spec';
import { integrityProblems } from './integrity-problems.js';
import { openReading } from './open-database.js';

/**
 * Copies a store as it is at one moment, while others read and write it. The copy appears under its name when it is whole, checked
 * and synced, and not before; it holds no room of what was deleted.
 *
 * @throws SINTONIA_STORE_FAILED when there is something at `to` already, or the copy is not sound.
 */
export function backUp(path: string, to: string, busyTimeoutMs: number): { bytes: number } {
  if (existsSync(to)) throw taken();
  const partial = `${to}.${randomUUID()}.partial`;
  try {
    copy(path, partial, busyTimeoutMs);
    if (integrityProblems(partial, busyTimeoutMs).length > 0) {
      throw new SintoniaError('STORE_FAILED', 'The copy is not sound. Check the store itself.');
    }
    sync(partial, 'r+');
    publish(partial, to);
    return { bytes: statSync(to).size };
  } finally {
    rmSync(partial, { force: true });
  }
}

function copy(path: string, to: string, busyTimeoutMs: number): void {
  const db = openReading({ path, busyTimeoutMs });
  try {
    db.exec('PRAGMA query_only = OFF');
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

// A second name for the file, unlike renaming, never replaces what has come there meanwhile.
function publish(partial: string, to: string): void {
  try {
    linkSync(partial, to);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? taken() : error;
  }
  // Windows can't open folders, and needs no sync of them.
  if (process.platform !== 'win32') sync(dirname(to), 'r');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function taken(): SintoniaError {
  return new SintoniaError('STORE_FAILED', 'There is a file at this path already. A backup never overwrites.');
}
