import type { LevelLists } from '@sintonia/kernels';

/**
 * For every item the items that go with it best: a whole model as flat arrays, 4 bytes an entry (6 with more than 65,536 items).
 * Scores below 0 where an item speaks against another; never the item itself. Holds nothing about any person.
 */
export interface ListModel extends LevelLists {
  /** Ascending by UTF-16 code units. An item's number, its row and its column, is its place in here. */
  readonly itemIds: readonly string[];
}

/** The score of an entry as everybody who reads the model has it. */
export const scoreAt = ({ levels, scales }: LevelLists, list: number, at: number) =>
  Math.fround((levels[at] as number) * (scales[list] as number));
