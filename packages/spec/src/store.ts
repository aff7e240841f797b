import type { JsonValue } from './json.js';
import type { PersonId } from './person.js';
import type { Signal } from './signal.js';

/**
 * Names one entry. Whatever belongs to a person carries the person, so that erasure finds it. No name holds U+0000 or broken
 * Unicode, which most databases cannot keep.
 */
export interface Key {
  readonly tenant: string;
  /** What kind of thing it is, such as `profile` or `outbox`. */
  readonly collection: string;
  readonly person?: PersonId | undefined;
  /** Unique within tenant, collection and person. */
  readonly id: string;
}

/** JSON for what people may read, bytes for models. */
export type StoreValue = JsonValue | Uint8Array;

export interface Entry {
  readonly key: Key;
  readonly value: StoreValue;
  /** Positive integer. Grows with every put and is never used again for the same key, not even after a delete. */
  readonly version: number;
}

/** A condition of a commit: the entry has exactly this version, or (0) does not exist. */
export interface Check {
  readonly key: Key;
  readonly version: number;
}

/** Signals that retention takes away; what follows from them is put in the same batch. */
export interface Trim {
  readonly person: PersonId;
  /** All of this person's signals with an earlier `timestamp`, in Unix milliseconds. */
  readonly before: number;
}

/** One atomic write. Either all of it happens, durably, or nothing. Names every key once at most in `put` and `delete`. */
export interface Batch {
  /** Of every key in the batch, too. */
  readonly tenant: string;
  /** Signals to add. One whose id the tenant already has (or that came earlier in this list) is a duplicate. */
  readonly append?: readonly Signal[];
  /**
   * What a duplicate does: it is left out (`skip`, the default), or it refuses the whole batch (`refuse`), for batches whose
   * puts were computed from the signals.
   */
  readonly onDuplicate?: 'skip' | 'refuse';
  readonly check?: readonly Check[];
  readonly put?: readonly { readonly key: Key; readonly value: StoreValue }[];
  /** Deleting what is not there is no error. */
  readonly delete?: readonly Key[];
  /** Signals to remove, before those of `append` are added. Their ids may come anew, and cursors stay good. */
  readonly trim?: readonly Trim[];
}

export interface CommitResult {
  /** How many signals were added. */
  readonly appended: number;
  /** Ids of those that were there already. */
  readonly duplicates: readonly string[];
  /** Versions of what was put, in the order of `put`. */
  readonly versions: readonly number[];
}

/**
 * A place in the order in which signals were appended. Opaque, sortable by nobody but its store. Stays good when the signal
 * that stood there is erased.
 */
export type Cursor = string;

export interface ScanQuery {
  readonly tenant: string;
  /** Only this person's signals. */
  readonly person?: PersonId | undefined;
  /** Only signals of these types, at most 100; one that is named twice counts once. An empty list: none. Default: of every type. */
  readonly types?: readonly string[] | undefined;
  /** Go on behind (with `backward`: before) this place. Default: from the start (with `backward`: the end). */
  readonly after?: Cursor | undefined;
  /** In which order. Default: `forward`, as appended. */
  readonly direction?: 'forward' | 'backward' | undefined;
  /** At most this many. 1 to 10,000. */
  readonly limit: number;
}

export interface ScanPage {
  readonly signals: readonly Signal[];
  /**
   * Where to go on with the same query: at the last of these signals, or `after` where there are none. Absent when nothing has been
   * read from anywhere. A forward cursor never skips a signal that commits later.
   */
  readonly cursor?: Cursor;
  /** Whether there was more of what was asked for at the time of reading. */
  readonly more: boolean;
}

export interface ListQuery {
  readonly tenant: string;
  readonly collection: string;
  /** Only this person's entries. */
  readonly person?: PersonId | undefined;
  /** Only ids that start so. */
  readonly prefix?: string | undefined;
  /** Only ids from this one on, inclusive. */
  readonly from?: string | undefined;
  /** Only ids before this one, exclusive. */
  readonly to?: string | undefined;
  /** Go on behind the entry with this key. */
  readonly after?: Key | undefined;
  /** At most this many. 1 to 10,000. */
  readonly limit: number;
}

/** What a store holds of one tenant. */
export interface StoreContents {
  readonly tenant: string;
  /** Those with entries, in the order of their UTF-8 bytes. */
  readonly collections: readonly string[];
}

/**
 * Where an engine keeps everything: an ordered log of signals beside versioned entries, changed together by one atomic,
 * conditional write. Six members, so that a store for another database is an afternoon's work; `storeSuite` of
 * `@sintonia/testing` says whether it is right.
 */
export interface Store {
  readonly name: string;
  readonly specVersion: 1;

  /**
   * Resolves once everything in the batch is as durable as the store promises.
   *
   * @throws SINTONIA_INPUT_INVALID for the key of another tenant and a `trim.before` that is no moment, SINTONIA_STORE_CONFLICT when a check fails,
   *   SINTONIA_STORE_DUPLICATE (`details.ids`) when `onDuplicate` is `refuse` and there are duplicates, SINTONIA_STORE_FULL,
   *   SINTONIA_STORE_CLOSED. Nothing of the batch has happened then. SINTONIA_STORE_FAILED: nothing is acknowledged, but a
   *   failed sync may come true after a restart; repeat the batch with the same ids and checks.
   */
  commit(batch: Batch): Promise<CommitResult>;

  /**
   * Signals in the order in which they were appended. What is asked for by `types` should cost about what there is of them, and not
   * what there is of others; with `person` what there is of that person.
   *
   * @throws SINTONIA_INPUT_INVALID (`limit`, `after`, `types`).
   */
  scan(query: ScanQuery): Promise<ScanPage>;

  get(key: Key): Promise<Entry | undefined>;

  /** What `get` says of each key, in their order, all at one moment. Optional; default: one `get` after the other. */
  getMany?(keys: readonly Key[]): Promise<readonly (Entry | undefined)[]>;

  /**
   * Entries in the order of `id` (by its UTF-8 bytes), then of `person` (likewise, none first).
   *
   * @throws SINTONIA_INPUT_INVALID (`limit`).
   */
  list(query: ListQuery): Promise<readonly Entry[]>;

  /** Removes all signals and entries of a person, in one atomic write. */
  erase(tenant: string, person: PersonId): Promise<{ readonly signals: number; readonly entries: number }>;

  /**
   * Every tenant that has a signal or an entry, in the order of their UTF-8 bytes. For copies, which read the rest by `scan` and
   * `list`. Optional.
   */
  contents?(): Promise<readonly StoreContents[]>;

  /** Waits for what is under way, then lets go of everything. Calling it again does nothing. */
  close(): Promise<void>;

  /** Calls back after commits, also of other processes where the store can tell. Returns how to stop. Optional. */
  watch?(tenant: string, changed: () => void): () => void;
}
