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
  readonly check: readonly { readonly key: KeyParts; readonly version: number }[];
  readonly put: readonly { readonly key: KeyParts; readonly value: string | Uint8Array }[];
  readonly delete: readonly KeyParts[];
  readonly trim: readonly Trim[];
}

export interface EraseWork {
  readonly kind: 'erase';
  readonly tenant: string;
  readonly person: string;
}

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
