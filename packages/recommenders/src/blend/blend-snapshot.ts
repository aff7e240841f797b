import type { Recommender } from '@sintonia/spec';
import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { BlendWeights, WeightsByKind } from './blend-weights.js';

const KIND = 'blend';

interface Header {
  /** Names of the sources, in the order of their sections. */
  readonly sources: readonly string[];
  readonly weights: WeightsByKind;
  readonly segments: readonly (readonly [string, WeightsByKind])[];
}

/** What is learnt beside the sources themselves. */
export interface LearntBlend {
  readonly weights: BlendWeights;
  readonly taken: ReadonlySet<string>;
}

/** What all sources have learnt, and their weights; undefined where none has learnt anything. */
export function packBlend(blend: LearntBlend & { readonly sources: readonly Recommender[] }): Uint8Array | undefined {
  const { sources, weights, taken } = blend;
  const learnt = sources
    .map((source) => ({ name: source.name, bytes: source.snapshot?.() }))
    .filter((each): each is { name: string; bytes: Uint8Array } => each.bytes !== undefined);
  if (learnt.length === 0) return undefined;
  const header: Header = {
    sources: learnt.map(({ name }) => name),
    weights: weights.common,
    segments: [...weights.bySegment],
  };
  return packSnapshot(KIND, [
    ...[header, [...taken]].map((each) => new TextEncoder().encode(JSON.stringify(each))),
    ...learnt.map(({ bytes }) => bytes),
  ]);
}

/** Brings new sources to where they were. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackBlend(bytes: Uint8Array, sources: readonly Recommender[]): LearntBlend {
  const [first, second, ...parts] = unpackSnapshot(KIND, bytes);
  const header = readHeader(first);
  const taken = readItemIds(second ?? new Uint8Array());
  if (header.sources.length !== parts.length) throw invalidSnapshot('Its sources do not fit.');
  header.sources.forEach((name, index) => {
    const source = sources.find((each) => each.name === name);
    if (!source?.restore) throw invalidSnapshot('It holds a source that is not there.');
    source.restore(parts[index] as Uint8Array);
  });
  const weights = { common: header.weights, bySegment: new Map(header.segments) };
  return { weights, taken: new Set(taken) };
}

function readHeader(section: Uint8Array | undefined): Header {
  try {
    const header = JSON.parse(new TextDecoder().decode(section)) as Header;
    const all = [header.weights, ...header.segments.map(([, weights]) => weights)];
    const tables = all.flatMap(({ known, cold }) => [known, cold]);
    const isSound = tables.every((weights) =>
      Object.values(weights).every((each) => Number.isFinite(each) && each >= 0),
    );
    if (isSound && header.sources.every((name) => typeof name === 'string')) return header;
  } catch {
    // Said below.
  }
  throw invalidSnapshot('Its header does not fit.');
}
