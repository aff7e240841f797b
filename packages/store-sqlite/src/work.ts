import type { CommitResult, Trim } from '@sintonia/spec';
import type { Failure } from './failure.js';

/** What the main thread asks of the writer. */
export type Work = CommitWork | EraseWork;

export interface CommitWork {
  readonly kind: 'commit';
  readonly tenant: string;
  readonly refuseDuplicates: boolean;
  readonly signals: Rows<SignalRow>;
  readonly check: Rows<CheckRow>;
  readonly put: Rows<PutRow>;
  readonly delete: readonly KeyParts[];
  readonly trim: readonly Trim[];
}

export interface EraseWork {
  readonly kind: 'erase';
  readonly tenant: string;
  readonly person: string;
}

/** Few as they are. Many as one JSON text, which costs less to hand over than a thousand lists, and which SQLite takes apart itself. */
export type Rows<Row> = readonly Row[] | ManyRows;

export interface ManyRows {
  readonly text: string;
  readonly count: number;
}

export function rowCount(rows: Rows<unknown>): number {
  return 'text' in rows ? rows.count : rows.length;
}

/** `rest` is JSON text; in a text of many rows a list, as it will be stored. */
export type SignalRow = readonly [id: string, person: string, type: string, timestamp: number, rest: string];
export type CheckRow = readonly [...KeyParts, version: number];
/** The value is JSON text or bytes. In a text of many rows it is text within text: SQLite's own reader takes no deep nesting. */
export type PutRow = readonly [...KeyParts, value: string | Uint8Array];

/** `person` is empty where there is none. */
export type KeyParts = readonly [collection: string, id: string, person: string];

export type WorkResult = CommitResult | EraseResult;

export interface EraseResult {
  readonly signals: number;
  readonly entries: number;
}

export interface Request {
  readonly number: number;
  readonly work: Work;
}

export type Reply = { readonly number: number } & ({ readonly result: WorkResult } | { readonly failure: Failure });
