import { BoostedTrees, type BoostedTreesJson } from '../boosting/boosted-trees.js';
import type { Calibration, CalibrationJson } from '../calibration/calibration.js';
import { restoreCalibration } from '../calibration/restore-calibration.js';
import { type LogisticJson, LogisticModel } from '../logistic/logistic-model.js';
import { checkSameNames } from '../work/checks.js';
import { readFormat, readObject } from '../work/read-json.js';
import type { Classifier, Contributions } from './classifier.js';

/** One model, or several with equal say, and the calibration that makes a probability of their log-odds. */
export class CalibratedClassifier implements Classifier {
  readonly names: readonly string[];

  /**
   * @param parts at least one, all with the same names
   * @throws RangeError
   */
  constructor(
    readonly parts: readonly (LogisticModel | BoostedTrees)[],
    readonly calibration: Calibration,
  ) {
    const [first] = parts;
    if (!first) throw new RangeError('parts has no entries; it needs at least one.');
    for (const part of parts) checkSameNames(part.names, first.names, 'parts');
    this.names = first.names;
  }

  logOdds(row: ArrayLike<number>): number {
    return this.parts.reduce((sum, part) => sum + part.logOdds(row), 0) / this.parts.length;
  }

  /** Calibrated, so it need not be what the log-odds alone would give. */
  probability(row: ArrayLike<number>): number {
    return this.calibration.probability(this.logOdds(row));
  }

  contributions(row: ArrayLike<number>): Contributions {
    const each = this.parts.map((part) => part.contributions(row));
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / each.length;
    return {
      base: mean(each.map(({ base }) => base)),
      values: Float64Array.from(this.names, (_, column) => mean(each.map(({ values }) => values[column] as number))),
    };
  }

  toJSON(): CalibratedClassifierJson {
    return {
      format: 'sintonia-classifier-1',
      parts: this.parts.map((part) => part.toJSON()),
      calibration: this.calibration.toJSON(),
    };
  }

  /** @throws RangeError, TypeError that name what is wrong */
  static fromJSON(json: unknown): CalibratedClassifier {
    const { parts, calibration } = readFormat(json, 'sintonia-classifier-1');
    if (!Array.isArray(parts)) throw new TypeError('parts has to be a list.');
    return new CalibratedClassifier(parts.map(readPart), restoreCalibration(calibration));
  }
}

function readPart(json: unknown): LogisticModel | BoostedTrees {
  const { format } = readObject(json, 'parts');
  return format === 'sintonia-logistic-1' ? LogisticModel.fromJSON(json) : BoostedTrees.fromJSON(json);
}

/** A calibrated classifier as plain JSON. */
export interface CalibratedClassifierJson {
  readonly format: 'sintonia-classifier-1';
  readonly parts: readonly (LogisticJson | BoostedTreesJson)[];
  readonly calibration: CalibrationJson;
}
