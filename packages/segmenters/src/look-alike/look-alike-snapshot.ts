import { Encoder, LogisticModel, NearestLabels, restoreCalibration } from '@sintonia/learners';
import type { JsonObject, JsonValue } from '@sintonia/spec';
import { sealModel, unsealModel } from '../fitting/sealed-model.js';
import type { Asked, Likeness } from './likeness.js';

const FORMAT = 'sintonia-look-alike-1';

/** What was asked is part of the snapshot: other measures need another fit. */
export function packLikeness(likeness: Likeness, asked: Asked): Uint8Array {
  return sealModel(FORMAT, asJson(likeness, asked));
}

/** @throws SINTONIA_SNAPSHOT_INVALID, also for other measures */
export function unpackLikeness(bytes: Uint8Array, asked: Asked): Likeness {
  return readLikeness(unsealModel(FORMAT, bytes, (json) => asJson(readLikeness(json), asked)));
}

function asJson(likeness: Likeness, { measures, categories }: Asked): JsonObject {
  const { encoder, learner, calibration, threshold, dilution } = likeness;
  const of = { measures: measures.map(({ name, key }) => [name, key]), categories };
  return JSON.parse(JSON.stringify({ of, encoder, learner, calibration, threshold, dilution }));
}

/** @throws RangeError, TypeError for what is no model */
function readLikeness(json: JsonValue): Likeness {
  const { encoder, learner, calibration, threshold, dilution } = json as JsonObject;
  if (typeof threshold !== 'number' || typeof dilution !== 'number' || !(dilution > 0)) {
    throw new TypeError('threshold and dilution have to be numbers.');
  }
  const isLogistic = (learner as JsonObject).format === 'sintonia-logistic-1';
  return {
    encoder: Encoder.fromJSON(encoder),
    learner: isLogistic ? LogisticModel.fromJSON(learner) : NearestLabels.fromJSON(learner),
    calibration: restoreCalibration(calibration),
    threshold,
    dilution,
  };
}
