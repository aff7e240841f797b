import { readOption } from './read-option.js';

/** How item lists are built and read. */
export interface ItemListsOptions {
  /** K: how many neighbours an item keeps. 1 to 10,000. Default: 200. */
  readonly listLength?: number;
  /** r: how much less a person with many items says about each. 0 to 2. Default: 1. */
  readonly personExponent?: number;
  /** p: how much less a popular item of the person's own brings in. 0 to 2. Default: 0.5. */
  readonly seedExponent?: number;
  /** q: how much a popular item is held back as a candidate. 0 to 2. Default: 0.3. */
  readonly neighbourExponent?: number;
  /** Days after which a person's taking an item speaks half as much for it. Above 0, may be `Infinity`. Default: 90. */
  readonly halfLifeDays?: number;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 1,000. */
  readonly personLimit?: number;
}

export type ItemListsSettings = Required<ItemListsOptions>;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readItemListsOptions(options: ItemListsOptions): ItemListsSettings {
  return {
    listLength: readOption(options, 'listLength', 200, { min: 1, max: 10_000, whole: true }),
    personExponent: readOption(options, 'personExponent', 1, { min: 0, max: 2 }),
    seedExponent: readOption(options, 'seedExponent', 0.5, { min: 0, max: 2 }),
    neighbourExponent: readOption(options, 'neighbourExponent', 0.3, { min: 0, max: 2 }),
    halfLifeDays: readOption(options, 'halfLifeDays', 90, { min: 0.01, max: Infinity }),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 1_000, { min: 1, max: 100_000, whole: true }),
  };
}
