import type { Store } from '@sintonia/spec';
import { afterEach } from 'vitest';
import { postgres } from './postgres.js';

/** Opens stores that are closed after the test. */
export function openedStores(): typeof postgres {
  const opened: Store[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));
  return (...args) => {
    const store = postgres(...args);
    opened.push(store);
    return store;
  };
}
