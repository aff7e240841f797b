import { readNumber, readObject } from '@sintonia/spec';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { GroupedPopularityModel, GroupPopularity } from './grouped-popularity-model.js';
import { packPopularity, unpackPopularity } from './popular-snapshot.js';

/** The popularity of all, what the groups are, and their places, scores and counts behind each other. */
export function packGroups(kind: string, model: GroupedPopularityModel, labels: readonly string[]): Uint8Array {
  const all = model.groups.flatMap((groups) => [...groups.values()]);
  const heads = model.groups.map((groups) =>
    [...groups].map(([value, { people, places }]) => ({ value, people, size: places.length })),
  );
  return packSnapshot(kind, [
    packPopularity(model.overall),
    new TextEncoder().encode(JSON.stringify({ labels, heads })),
    Uint32Array.from(all.flatMap(({ places }) => [...places])),
    Float64Array.from(all.flatMap(({ scores }) => [...scores])),
    Int32Array.from(all.flatMap(({ counts }) => [...counts])),
  ]);
}

/** @throws SINTONIA_SNAPSHOT_INVALID also where it was learnt by other groupings. */
export function unpackGroups(kind: string, bytes: Uint8Array, labels: readonly string[]): GroupedPopularityModel {
  const [first, text, second, third, fourth, ...rest] = unpackSnapshot(kind, bytes);
  if (!first || !text || !second || !third || !fourth || rest.length > 0) {
    throw invalidSnapshot('It has other sections.');
  }
  const overall = unpackPopularity(first);
  const heads = readHeads(text, labels);
  const size = heads.flat().reduce((sum, head) => sum + head.size, 0);
  if (second.length !== 4 * size || third.length !== 8 * size || fourth.length !== 4 * size) {
    throw invalidSnapshot('Its sections are cut.');
  }
  const places = new Uint32Array(second.buffer, second.byteOffset, size);
  if (places.some((place) => place >= overall.itemIds.length)) throw invalidSnapshot('Its groups do not fit.');
  const scores = new Float64Array(third.buffer, third.byteOffset, size);
  const counts = new Int32Array(fourth.buffer, fourth.byteOffset, size);
  let from = 0;
  const groups = heads.map((each) => {
    const named = each.map(({ value, people, size }): [string, GroupPopularity] => {
      const part = { places: places.subarray(from, from + size), scores: scores.subarray(from, from + size) };
      const group = { ...part, people, counts: counts.subarray(from, from + size), total: sumOf(part.scores) };
      from += size;
      return [value, group];
    });
    return new Map(named);
  });
  return { overall, total: sumOf(overall.scores), groups };
}

export const sumOf = (numbers: Float64Array) => numbers.reduce((sum, each) => sum + each, 0);

interface Head {
  readonly value: string;
  readonly people: number;
  readonly size: number;
}

function readHeads(section: Uint8Array, labels: readonly string[]): readonly (readonly Head[])[] {
  let read: { readonly labels: unknown; readonly heads: readonly (readonly Head[])[] };
  try {
    const { labels: found, heads } = readObject(JSON.parse(new TextDecoder().decode(section)), 'groups');
    const checked = (heads as unknown[][]).map((each) =>
      each.map((head) => {
        const { value, people, size } = readObject(head, 'head');
        const range = { min: 0, max: 2 ** 32 };
        return {
          value: String(value),
          people: readNumber(people, 'people', range),
          size: readNumber(size, 'size', range),
        };
      }),
    );
    read = { labels: found, heads: checked };
  } catch {
    throw invalidSnapshot('Its groups do not fit.');
  }
  if (JSON.stringify(read.labels) !== JSON.stringify(labels) || read.heads.length !== labels.length) {
    throw invalidSnapshot('It was learnt by other groupings.');
  }
  return read.heads;
}
