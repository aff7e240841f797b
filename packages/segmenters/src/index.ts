export { rfm } from './rfm/rfm.js';
export type { RfmOptions } from './rfm/rfm-options.js';
export { RfmSegmenter } from './rfm/rfm-segmenter.js';
export { type RfmSegment, rfmSegments } from './rfm/rfm-segments.js';
