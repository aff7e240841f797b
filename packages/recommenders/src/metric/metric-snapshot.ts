import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { Metric } from './metric.js';
import { MetricModel } from './metric-model.js';
import { RobustSpace, type RobustSpaceJson } from './robust-space.js';

const KIND = 'attributes-near';

/** The space, ids and rows. Not the metric: it is a setting, and nothing learnt. */
export function packMetric(model: MetricModel): Uint8Array {
  const { itemIds, space } = model;
  const rows = new Float64Array(itemIds.length * space.columns);
  itemIds.forEach((itemId, at) => {
    rows.set(model.rowOf(itemId) as Float64Array, at * space.columns);
  });
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return packSnapshot(KIND, [text(space.axes), text(itemIds), rows]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackMetric(bytes: Uint8Array, metric: Metric): MetricModel {
  const [axes, ids, third, ...rest] = unpackSnapshot(KIND, bytes);
  if (!axes || !ids || !third || rest.length > 0) throw invalidSnapshot('It has other sections.');
  const itemIds = readItemIds(ids);
  const model = new MetricModel(readSpace(axes), metric);
  const { columns } = model.space;
  if (third.length !== 8 * itemIds.length * columns) throw invalidSnapshot('Its rows do not fit.');
  const rows = new Float64Array(third.buffer, third.byteOffset, itemIds.length * columns);
  itemIds.forEach((itemId, at) => {
    model.putRow(itemId, rows.slice(at * columns, (at + 1) * columns));
  });
  return model;
}

function readSpace(section: Uint8Array): RobustSpace {
  try {
    const axes = JSON.parse(new TextDecoder().decode(section)) as RobustSpaceJson;
    if (Array.isArray(axes)) return new RobustSpace(axes);
  } catch {
    // Said below.
  }
  throw invalidSnapshot('Its attributes do not fit.');
}
