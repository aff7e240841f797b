export { rfm } from './rfm.js';
export type { RfmOptions } from './rfm-options.js';
export { RfmSegmenter } from './rfm-segmenter.js';
export { type RfmSegment, rfmSegments } from './rfm-segments.js';
