import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';
import type { HoldOut } from './validation-slice.js';

/** What `auto` may spend, and by what it chooses. */
export interface AutoOptions {
  /** The most multiplications and additions of all fits together, as estimated. 10⁶ to 10¹⁸. Default: 5·10¹². */
  readonly mostWork?: number;
  /** The most memory of one fit, as estimated, in bytes. 10⁶ to 10¹². Default: 4·10⁹. */
  readonly mostBytes?: number;
  /** By person the items to choose by; they are left out of learning until it is chosen. Default: a slice of the data. */
  readonly holdOut?: HoldOut;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

export type AutoSettings = Required<Omit<AutoOptions, 'holdOut'>> & { readonly holdOut: HoldOut | undefined };

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readAutoOptions(options: AutoOptions): AutoSettings {
  const { holdOut } = options;
  if (holdOut !== undefined && !(holdOut instanceof Map)) {
    throw new SintoniaError('OPTION_INVALID', 'holdOut must be a Map from person to a Set of items.', {
      field: 'holdOut',
    });
  }
  const settings: AutoSettings = {
    mostWork: readOption(options, 'mostWork', 5e12, { min: 1e6, max: 1e18 }),
    mostBytes: readOption(options, 'mostBytes', 4e9, { min: 1e6, max: 1e12 }),
    holdOut,
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true }),
  };
  assertKnownOptions(options, Object.keys(settings));
  return settings;
}
