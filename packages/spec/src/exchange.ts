import type { Moment } from './clock.js';

export interface BackfillOptions {
  /** From when on. Default: all there is. */
  readonly since?: Moment;
  readonly abort?: AbortSignal;
}

/** What a backfill brought, over all its parts where it was cut off and went on. */
export interface BackfillReport {
  readonly collector: string;
  readonly pages: number;
  readonly accepted: number;
  /** Signals that were there already. */
  readonly duplicates: number;
  /** Signals that could not be stored: of people who don't agree, of unknown types, from the future. */
  readonly refused: number;
}

export interface SyncOptions {
  /** Names of told and computed traits to write. Default: none. */
  readonly traits?: readonly string[];
  /** How many picks to write. 0 to 100. Default: 0. */
  readonly picks?: number;
  readonly abort?: AbortSignal;
}

/** What a sync did. */
export interface SyncReport {
  readonly destination: string;
  readonly written: number;
  /** People of whom nothing has changed since the last sync. */
  readonly unchanged: number;
  /** People who don't agree, and of whom nothing was written. Who withdraws is written once more, with nothing. */
  readonly withheld: number;
  /** Refused by the destination; tried again with the next sync. */
  readonly failed: number;
}
