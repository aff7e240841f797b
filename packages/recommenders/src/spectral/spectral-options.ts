import { assertKnownOptions } from '@sintonia/spec';
import { readOption } from '../read-option.js';

/** How the spectral model is made and read. The defaults are among those published for one data set (BSPM on Gowalla). */
export interface SpectralOptions {
  /** k: how many of the smoothest directions the low pass keeps; at most an eighth of people and of items. 1 to 900. Default: 448. */
  readonly rank?: number;
  /** β: how much the low pass counts beside the neighbours. 0 to 10. Default: 0.3. */
  readonly lowPassShare?: number;
  /** T: for how long the result is sharpened, in one step of Runge and Kutta. 0 (not at all) to 3. Default: 2.5. */
  readonly sharpening?: number;
  /** K: how many neighbours an item keeps. 1 to 10,000. Default: 500. */
  readonly listLength?: number;
  /** With more items than this a fit is refused: it takes memory ∝ items · (rank + K). 2 to 500,000. Default: 100,000. */
  readonly mostItems?: number;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 100,000. Default: 2,000. */
  readonly personLimit?: number;
}

export type SpectralSettings = Required<SpectralOptions>;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readSpectralOptions(options: SpectralOptions): SpectralSettings {
  const settings: SpectralSettings = {
    rank: readOption(options, 'rank', 448, { min: 1, max: 900, whole: true }),
    lowPassShare: readOption(options, 'lowPassShare', 0.3, { min: 0, max: 10 }),
    sharpening: readOption(options, 'sharpening', 2.5, { min: 0, max: 3 }),
    listLength: readOption(options, 'listLength', 500, { min: 1, max: 10_000, whole: true }),
    mostItems: readOption(options, 'mostItems', 100_000, { min: 2, max: 500_000, whole: true }),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true }),
  };
  assertKnownOptions(options, Object.keys(settings));
  return settings;
}
