import type { Recommender } from '@sintonia/spec';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { SourceWeights } from './blend-options.js';
import type { BlendWeights } from './blend-weights.js';

const KIND = 'blend';

interface Header {
  /** Names of the sources, in the order of their sections. */
  readonly sources: readonly string[];
  readonly weights: SourceWeights;
  readonly segments: readonly (readonly [string, SourceWeights])[];
}

/** What all sources have learnt, and their weights; undefined where none has learnt anything. */
export function packBlend(sources: readonly Recommender[], weights: BlendWeights): Uint8Array | undefined {
  const learnt = sources
    .map((source) => ({ name: source.name, bytes: source.snapshot?.() }))
    .filter((each): each is { name: string; bytes: Uint8Array } => each.bytes !== undefined);
  if (learnt.length === 0) return undefined;
  const header: Header = {
    sources: learnt.map(({ name }) => name),
    weights: weights.common,
    segments: [...weights.bySegment],
  };
  return packSnapshot(KIND, [new TextEncoder().encode(JSON.stringify(header)), ...learnt.map(({ bytes }) => bytes)]);
}

/** Brings new sources to where they were. @throws SINTONIA_SNAPSHOT_INVALID */
export function unpackBlend(bytes: Uint8Array, sources: readonly Recommender[]): BlendWeights {
  const [first, ...parts] = unpackSnapshot(KIND, bytes);
  const header = readHeader(first);
  if (header.sources.length !== parts.length) throw invalidSnapshot('Its sources do not fit.');
  header.sources.forEach((name, index) => {
    const source = sources.find((each) => each.name === name);
    if (!source?.restore) throw invalidSnapshot('It holds a source that is not there.');
    source.restore(parts[index] as Uint8Array);
  });
  return { common: header.weights, bySegment: new Map(header.segments) };
}

function readHeader(section: Uint8Array | undefined): Header {
  try {
    const header = JSON.parse(new TextDecoder().decode(section)) as Header;
    const all = [header.weights, ...header.segments.map(([, weights]) => weights)];
    const isSound = all.every((weights) => Object.values(weights).every((each) => Number.isFinite(each) && each >= 0));
    if (isSound && header.sources.every((name) => typeof name === 'string')) return header;
  } catch {
    // Said below.
  }
  throw invalidSnapshot('Its header does not fit.');
}
