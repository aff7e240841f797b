export { type SegmentPlugin, segment } from './segment.js';
export type { SegmentOptions } from './segment-options.js';
