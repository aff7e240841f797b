import type { CommitResult, Trim } from '@sintonia/spec';
import type { Failure } from './failure.js';

/** What the main thread asks of the writer. Made to be cheap to hand over: signals travel as one text. */
export type Work = CommitWork | EraseWork;

export interface CommitWork {
  readonly kind: 'commit';
  readonly tenant: string;
  /** JSON: a list of `[id, person, type, timestamp, rest]`. */
  readonly signals: string;
  readonly signalCount: number;
  readonly refuseDuplicates: boolean;
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
export type Rows<Row> = { readonly few: readonly Row[] } | { readonly text: string; readonly count: number };

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

/** To the writer. `close` comes last. */
export type ToWriter = Request | 'close';
/** From the writer: first whether it could open the file, then replies. */
export type FromWriter = { readonly opened: true } | { readonly failure: Failure } | readonly Reply[];
