import { logistic } from '../classifier/classifier.js';
import type { Calibration } from './calibration.js';

/** Takes log-odds at their word. */
export const noCalibration: Calibration = {
  kind: 'none',
  probability: logistic,
  toJSON: () => ({ format: 'sintonia-calibration-1', kind: 'none' }),
};
