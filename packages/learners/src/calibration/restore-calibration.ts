import { readFormat, readNumber, readNumbers } from '../work/read-json.js';
import type { Calibration } from './calibration.js';
import { IsotonicCalibration } from './isotonic.js';
import { noCalibration } from './no-calibration.js';
import { PlattCalibration } from './platt.js';

/** A calibration from what `toJSON` gave. @throws RangeError, TypeError that name what is wrong */
export function restoreCalibration(json: unknown): Calibration {
  const parts = readFormat(json, 'sintonia-calibration-1');
  if (parts.kind === 'none') return noCalibration;
  if (parts.kind === 'platt') {
    return new PlattCalibration(readNumber(parts.slope, 'slope', 0), readNumber(parts.intercept, 'intercept'));
  }
  if (parts.kind !== 'isotonic') throw new RangeError('kind has to be none, platt or isotonic.');
  const scores = readNumbers(parts.scores, 'scores');
  const { length } = scores;
  const probabilities = readNumbers(parts.probabilities, 'probabilities', { length, least: 0, most: 1 });
  if (length === 0) throw new RangeError('scores has no numbers; it needs at least one.');
  if (!isRising(scores, true)) throw new RangeError('scores has to rise.');
  if (!isRising(probabilities, false)) throw new RangeError('probabilities must not fall.');
  return new IsotonicCalibration(scores, probabilities);
}

const isRising = (numbers: Float64Array, strictly: boolean) =>
  numbers.every((number, at) => {
    const before = at === 0 ? -Infinity : (numbers[at - 1] as number);
    return strictly ? number > before : number >= before;
  });
