import type { ScanPage, ScanQuery } from '@sintonia/spec';
import { advanced, cursorOf, type Place, type Progress } from './place.js';
import type { SnapshotRow } from './scan-statement.js';
import { type SignalRow, signalOf } from './signal-row.js';

/** The page that the rows of a scan make. */
export function pageOf(
  rows: readonly (SignalRow | SnapshotRow)[],
  query: ScanQuery,
  before: Progress | undefined,
): ScanPage {
  const snapshot = rows.find((row): row is SnapshotRow => row[0] === null);
  const scanned = rows.filter((row): row is SignalRow => row[0] !== null);
  const late = scanned.filter(isLate);
  const found = late.length === 0 ? scanned : [...late, ...scanned.filter((row) => !isLate(row))];
  const read = found.slice(0, query.limit);
  const signals = read.map((row) => signalOf(row, query.person));
  const more = found.length > query.limit;
  const last = read.at(-1);
  if (last === undefined) return { signals, more, ...(query.after !== undefined && { cursor: query.after }) };
  if (snapshot === undefined) return { signals, more, cursor: cursorOf({ at: placeOf(last), open: [] }) };
  const progress = advanced(before, {
    late: read.filter(isLate).map(placeOf),
    at: isLate(last) ? (before as Progress).at : placeOf(last),
    running: runningOf(snapshot[3]),
    isCut: more && isLate(found[query.limit] as SignalRow),
  });
  return { signals, more, cursor: cursorOf(progress) };
}

function isLate(row: SignalRow): boolean {
  return row[8] === 'late';
}

function placeOf([part, tx, pos]: SignalRow): Place {
  return { part, tx: Number(tx), pos };
}

function runningOf(snapshot: string): number[] {
  const [, , running = ''] = snapshot.split(':');
  return running === '' ? [] : running.split(',').map(Number);
}
