import { assertKnownOptions } from '@sintonia/spec';
import { readOption } from '../read-option.js';

/** How EASE is trained and read. */
export interface EaseOptions {
  /**
   * λ, in units of the mean of the diagonal of XᵀX, so that one number fits large data and small: how strongly weights are held
   * back. About 4 suits dense data such as ratings of films, 16 thin data such as reviews. 0.001 to 10,000. Default: 8.
   */
  readonly regularisation?: number;
  /**
   * How much an item's own weight in the data is held back beside λ: what a denoising autoencoder would drop, over what it keeps
   * (Steck 2020, EDLAE). 0 (plain EASE) to 10. Default: 0.5.
   */
  readonly denoising?: number;
  /** a: an entry of X counts deg(person)^−a, so that who took everything does not outvote the others. 0 to 1. Default: 0.25. */
  readonly personExponent?: number;
  /** b: an entry of X counts deg(item)^−b. 0 to 1. Default: 0.25. */
  readonly itemExponent?: number;
  /** K: how many weights an item keeps, the largest of either sign. 1 to 10,000. Default: 1,000. */
  readonly listLength?: number;
  /** With more items than this a fit is refused: it takes some 8 bytes · items² and time ∝ items³. 2 to 20,000. Default: 8,000. */
  readonly mostItems?: number;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

export type EaseSettings = Required<EaseOptions>;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readEaseOptions(options: EaseOptions): EaseSettings {
  const settings: EaseSettings = {
    regularisation: readOption(options, 'regularisation', 8, { min: 1e-3, max: 10_000 }),
    denoising: readOption(options, 'denoising', 0.5, { min: 0, max: 10 }),
    personExponent: readOption(options, 'personExponent', 0.25, { min: 0, max: 1 }),
    itemExponent: readOption(options, 'itemExponent', 0.25, { min: 0, max: 1 }),
    listLength: readOption(options, 'listLength', 1_000, { min: 1, max: 10_000, whole: true }),
    mostItems: readOption(options, 'mostItems', 8_000, { min: 2, max: 20_000, whole: true }),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true }),
  };
  assertKnownOptions(options, Object.keys(settings));
  return settings;
}
