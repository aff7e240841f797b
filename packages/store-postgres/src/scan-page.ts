import type { ScanPage, ScanQuery } from '@sintonia/spec';
import { advanced, cursorOf, type Place, type Progress } from './place.js';
import type { ScanRow, SnapshotRow } from './scan-statement.js';
import { type SignalColumns, signalOf } from './signal-row.js';

/** The page that the rows of a scan make. */
export function pageOf(
  rows: readonly (ScanRow | SnapshotRow)[],
  query: ScanQuery,
  before: Progress | undefined,
): ScanPage {
  const snapshot = rows.find((row): row is SnapshotRow => row[0] === 'snapshot');
  const found = [
    ...rows.filter((row): row is ScanRow => row[0] === 'late'),
    ...rows.filter((row): row is ScanRow => row[0] === 'next'),
  ];
  const read = found.slice(0, query.limit);
  const signals = read.map(([, , , , ...columns]) => signalOf(columns as unknown as SignalColumns));
  const more = found.length > query.limit;
  const last = read.at(-1);
  if (last === undefined) return { signals, more, ...(query.after !== undefined && { cursor: query.after }) };
  if (snapshot === undefined) return { signals, more, cursor: cursorOf({ at: placeOf(last), open: [] }) };
  const late = read.filter(([kind]) => kind === 'late').map(placeOf);
  const progress = advanced(before, {
    late,
    at: last[0] === 'late' ? (before as Progress).at : placeOf(last),
    running: runningOf(snapshot[4]),
    isCut: more && found[query.limit]?.[0] === 'late',
  });
  return { signals, more, cursor: cursorOf(progress) };
}

function placeOf([, part, tx, pos]: ScanRow): Place {
  return { part, tx: Number(tx), pos };
}

function runningOf(snapshot: string): number[] {
  const [, , running = ''] = snapshot.split(':');
  return running === '' ? [] : running.split(',').map(Number);
}
