import { ClusterModel } from '@sintonia/learners';
import type { JsonObject, JsonValue } from '@sintonia/spec';
import { sealModel, unsealModel } from '../fitting/sealed-model.js';
import type { NamedMeasure } from '../measures/person-measure.js';
import { type ClustersModel, named } from './clusters-model.js';
import { readScale } from './scale.js';

const FORMAT = 'sintonia-clusters-of-people-1';

/** What was measured is part of the snapshot: other measures need another fit. */
export function packClusters(model: ClustersModel, measures: readonly NamedMeasure[]): Uint8Array {
  return sealModel(FORMAT, asJson(model, measures));
}

/** @throws SINTONIA_SNAPSHOT_INVALID, also for other measures */
export function unpackClusters(bytes: Uint8Array, measures: readonly NamedMeasure[]): ClustersModel {
  return readModel(unsealModel(FORMAT, bytes, (json) => asJson(readModel(json), measures)));
}

function asJson({ scale, clusters, variance }: ClustersModel, measures: readonly NamedMeasure[]): JsonObject {
  const of = measures.map(({ name, key }) => [name, key]);
  return JSON.parse(JSON.stringify({ of, scale, clusters, variance }));
}

/** @throws RangeError, TypeError for what is no model */
function readModel(json: JsonValue): ClustersModel {
  const { scale, clusters, variance } = json as JsonObject;
  if (typeof variance !== 'number' || !(variance >= 0)) throw new RangeError('variance has to be 0 or more.');
  return named({
    scale: readScale(scale as JsonObject),
    clusters: ClusterModel.fromJSON(clusters),
    variance,
  });
}
