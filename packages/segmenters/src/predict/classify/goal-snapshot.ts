import { CalibratedClassifier, Encoder } from '@sintonia/learners';
import type { JsonObject } from '@sintonia/spec';
import type { FeatureSettings } from '../../features/feature-options.js';
import { FeatureSet } from '../../features/feature-set.js';
import { sealModel, unsealModel } from '../../fitting/sealed-model.js';
import { readDistribution } from '../drift/read-distribution.js';
import type { GoalModel } from './goal-model.js';

/** The name is part of the format: the model of one goal says nothing of another. */
const formatOf = (name: string) => `sintonia-goal-1 ${name}`;

export const packGoal = (name: string, model: GoalModel): Uint8Array => sealModel(formatOf(name), jsonOf(model));

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackGoal(name: string, bytes: Uint8Array, settings: FeatureSettings): GoalModel {
  let model: GoalModel | undefined;
  unsealModel(formatOf(name), bytes, (json) => {
    model = modelOf(json as unknown as Record<keyof GoalModel | 'signals', unknown>, settings);
    return jsonOf(model);
  });
  return model as GoalModel;
}

/** @throws TypeError, RangeError for anything else */
function modelOf(json: Record<keyof GoalModel | 'signals', unknown>, settings: FeatureSettings): GoalModel {
  const encoder = Encoder.fromJSON(json.encoder);
  const classifier = CalibratedClassifier.fromJSON(json.classifier);
  const reference = (json.reference as unknown[]).map(readDistribution);
  const signals = json.signals as readonly string[];
  const features = new FeatureSet({ ...settings, signals });
  const kinds = json.kinds as GoalModel['kinds'];
  const fittedAt = json.fittedAt as number;
  const right =
    reference.length === encoder.names.length &&
    classifier.names.join() === encoder.names.join() &&
    kinds.length === settings.traits.length &&
    signals.every((type) => settings.signals.includes(type)) &&
    kinds.every((kind) => kind === 'numbers' || kind === 'categories') &&
    Number.isFinite(fittedAt);
  if (!right) throw new TypeError('This is no model of a goal.');
  return { features, encoder, classifier, kinds, reference, fittedAt };
}

function jsonOf({ features, encoder, classifier, kinds, reference, fittedAt }: GoalModel): JsonObject {
  const { signals } = features;
  const json = { signals, encoder: encoder.toJSON(), classifier: classifier.toJSON(), kinds, reference, fittedAt };
  return json as unknown as JsonObject;
}
