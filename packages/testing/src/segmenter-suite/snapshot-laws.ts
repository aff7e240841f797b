import { modelSnapshotLaws } from '../model-snapshot-laws.js';
import { everybody, fitted, otherShop, predictedOfEverybody } from './ask.js';
import type { SegmenterLaw } from './law.js';

export const snapshotLaws: readonly SegmenterLaw[] = modelSnapshotLaws({
  fitted: (create: Parameters<typeof fitted>[0]) => fitted(create),
  fittedElsewhere: (create) => fitted(create, otherShop),
  answers: (segmenter) => [everybody(segmenter), predictedOfEverybody(segmenter)],
});
