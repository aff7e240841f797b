import { assertKnownOptions, DAY, readNumber } from '@sintonia/spec';
import type { EngineOptions } from '../engine-options.js';

/** For how many milliseconds signals are kept; Infinity for ever. @throws SINTONIA_OPTION_INVALID, SINTONIA_INPUT_INVALID */
export function readRetention(retention: EngineOptions['retention']): number {
  if (retention === undefined) return Number.POSITIVE_INFINITY;
  assertKnownOptions(retention, ['days'], 'retention');
  return readNumber(retention.days, 'retention.days', { min: 1, max: 36_500 }) * DAY;
}
