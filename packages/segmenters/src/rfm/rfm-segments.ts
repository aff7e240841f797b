import type { RfmMeasures } from './rfm-measures.js';
import { type RfmModel, rfmLevels } from './rfm-model.js';

/** The segments of RFM. Every buyer is in exactly one. */
export const rfmSegments = ['champions', 'loyal', 'potential', 'new', 'at-risk', 'lost'] as const;

export type RfmSegment = (typeof rfmSegments)[number];

/** The segment of a buyer. `recent` and `value` run from 0 to 1; with five bands, .75 is the fourth and .5 the third. */
export function rfmSegmentOf(model: RfmModel, measures: RfmMeasures): RfmSegment {
  const { recent, value } = rfmLevels(model, measures);
  if (recent >= 0.75 && measures.frequency === 1) return 'new';
  if (recent >= 0.75 && value >= 0.75) return 'champions';
  if (recent >= 0.5) return value >= 0.5 ? 'loyal' : 'potential';
  return value >= 0.5 ? 'at-risk' : 'lost';
}
