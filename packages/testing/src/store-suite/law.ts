import type { Store } from '@sintonia/spec';

/** One thing that must hold of every store. `check` throws where it does not. */
export interface StoreLaw {
  readonly law: string;
  /** What a store must have for this law to say anything about it. */
  readonly needs?: 'reopen' | 'watch' | 'getMany' | 'contents';
  /**
   * @param store new and empty.
   * @param reopen closes `store` and opens its data again.
   */
  check(store: Store, reopen: () => Promise<Store>): Promise<void>;
}
