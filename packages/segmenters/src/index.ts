export type { LowestBands } from './bands/lowest-bands.js';
export { demographic } from './demographic/demographic.js';
export type {
  AgeOptions,
  BandOptions,
  DemographicDimension,
  DemographicOptions,
  GroupOptions,
} from './demographic/demographic-options.js';
export { DemographicSegmenter } from './demographic/demographic-segmenter.js';
export { isSensitiveTrait } from './demographic/sensitive-traits.js';
export { defaultIndustries, defaultRoles, defaultSeniorities } from './firmographic/default-keywords.js';
export { firmographic } from './firmographic/firmographic.js';
export type { FirmographicOptions } from './firmographic/firmographic-options.js';
export { FirmographicSegmenter } from './firmographic/firmographic-segmenter.js';
export type { Keywords } from './firmographic/keyword-groups.js';
export { rfm } from './rfm/rfm.js';
export type { RfmOptions } from './rfm/rfm-options.js';
export { RfmSegmenter } from './rfm/rfm-segmenter.js';
export { type RfmSegment, rfmSegments } from './rfm/rfm-segments.js';
