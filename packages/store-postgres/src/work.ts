import type { Trim } from '@sintonia/spec';

/** A batch as it is written, copied in full, so that the caller may change it afterwards. */
export interface Work {
  readonly signals: readonly SignalWork[];
  readonly refuses: boolean;
  readonly check: readonly { readonly key: KeyWork; readonly version: number }[];
  readonly put: readonly { readonly key: KeyWork; readonly value: Packed }[];
  readonly delete: readonly KeyWork[];
  readonly trim: readonly Trim[];
}

/** JSON, bytes, or nothing where the same batch puts the same key once more. */
export type Packed = string | Buffer | null;

export interface SignalWork {
  readonly id: string;
  readonly person: string;
  readonly type: string;
  readonly timestamp: number;
  readonly rest: string;
}

export interface KeyWork {
  readonly collection: string;
  readonly id: string;
  /** Empty where there is none. */
  readonly person: string;
}
