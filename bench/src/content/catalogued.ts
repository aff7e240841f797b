import type { Interaction, Item } from '@sintonia/spec';

/** Who took what, and what it is. */
export interface Catalogued {
  readonly interactions: readonly Interaction[];
  readonly items: readonly Item[];
}
