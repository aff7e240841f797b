import { type Bands, bandOf, levelOf, quantileBands } from '../bands/quantile-bands.js';
import type { RfmMeasures } from './rfm-measures.js';

/** Quintiles of the buyers at the time of learning. */
export interface RfmModel {
  /** Over −days, so that for all three measures the highest band is the best. */
  readonly recency: Bands;
  readonly frequency: Bands;
  readonly monetary: Bands;
}

/** Undefined where buyers do not differ enough to tell them apart. */
export function learnRfm(buyers: readonly RfmMeasures[]): RfmModel | undefined {
  const model = {
    recency: quantileBands(buyers.map(({ recency }) => -recency)),
    frequency: quantileBands(buyers.map(({ frequency }) => frequency)),
    monetary: quantileBands(buyers.map(({ monetary }) => monetary)),
  };
  const differ = model.recency.length > 0 && model.frequency.length + model.monetary.length > 0;
  return differ ? model : undefined;
}

/** The class of each measure in words, such as `4 of 5`. */
export function bandNames(model: RfmModel, { recency, frequency, monetary }: RfmMeasures) {
  const name = (value: number, bands: Bands) => `${bandOf(value, bands)} of ${bands.length + 1}`;
  return {
    recency: name(-recency, model.recency),
    frequency: name(frequency, model.frequency),
    monetary: name(monetary, model.monetary),
  };
}

/** How recent and how valuable a buyer is among all, each 0 to 1. A measure that tells nobody apart has no say in `value`. */
export function rfmLevels(model: RfmModel, { recency, frequency, monetary }: RfmMeasures) {
  const values = [
    ...(model.frequency.length > 0 ? [levelOf(frequency, model.frequency)] : []),
    ...(model.monetary.length > 0 ? [levelOf(monetary, model.monetary)] : []),
  ];
  return {
    recent: levelOf(-recency, model.recency),
    value: values.reduce((sum, level) => sum + level, 0) / values.length,
  };
}
