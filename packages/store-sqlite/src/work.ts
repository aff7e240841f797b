/**
 * What is to be written, as cells one behind the other: handing over to another thread costs by the object, and far less by the
 * byte. A commit holds {@link COMMIT}, the tenant, 1 where duplicates are refused (0 where not), how many signals there are, and
 * then its trims, {@link AlikeCells checks that are alike}, other checks, puts, signals and deletions, each list beginning with how
 * many. Minus so many stand in one JSON text, which SQLite takes apart itself. An erasure is {@link ERASE}, the tenant and the person.
 */
export type Work = readonly Cell[];
export type Cell = string | number | Uint8Array;

export const COMMIT = 'commit';
export const ERASE = 'erase';
/** Where a commit says how many it has. */
export const SIGNAL_COUNT = 3;
export const TRIM_COUNT = 4;
/** From so many signals, checks or puts on they go to SQLite together: a statement each would cost several times as much. */
export const MANY = 8;

/** `person` is empty where there is none. */
export type KeyCells = readonly [collection: string, id: string, person: string];
export type CheckCells = readonly [...KeyCells, version: number];
/** Versions by person, of one id; or by id, of what is nobody's, where `id` is empty. As a JSON object. */
export type AlikeCells = readonly [collection: string, by: 'person' | 'id', id: string, versions: string];
/** The value is JSON text or bytes. In a text of many it is text within text: SQLite's own reader takes no deep nesting. */
export type PutCells = readonly [...KeyCells, value: string | Uint8Array];
/** `rest` is JSON text; in a text of many a list, as it will be stored. */
export type SignalCells = readonly [id: string, person: string, type: string, timestamp: number, rest: string];

export interface EraseResult {
  readonly signals: number;
  readonly entries: number;
}
