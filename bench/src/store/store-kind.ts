import type { Signal, Store } from '@sintonia/spec';

/** The same database without a store of ours: the same rows and indexes, as durably, by prepared statements. */
export interface BareDriver {
  /** In one transaction. Resolves once they are on the disk. */
  append(signals: readonly Signal[]): Promise<void> | void;
  /** A person's latest signals, newest first. */
  latest(person: string, limit: number): Promise<readonly Signal[]> | readonly Signal[];
  close(): Promise<void> | void;
}

export interface OpenedKind {
  readonly store: Store;
  readonly bare: BareDriver;
  /** The bare driver where it does not hold up the event loop, if by itself it does. */
  readonly apart?: Pick<BareDriver, 'append' | 'close'>;
  /** Bytes that the store takes. */
  readonly room: () => Promise<number>;
  close(): Promise<void>;
}

/** A kind of store to measure, beside its driver. */
export interface StoreKind {
  /** Cases are named after it. */
  readonly name: string;
  readonly driver: string;
  /** Both new and empty. @param folder for files, removed afterwards. */
  open(folder: string): Promise<OpenedKind>;
}
