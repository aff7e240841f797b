import { readItemIds } from '../snapshot/item-ids-section.js';
import { invalidSnapshot, packSnapshot, unpackSnapshot } from '../snapshot/snapshot-bytes.js';
import type { SparseRow } from '../sparse/sparse-row.js';
import { packRows, unpackRows } from '../sparse/sparse-rows-sections.js';
import { ContentModel } from './content-model.js';
import type { ContentSettings } from './content-options.js';
import type { Embedder } from './embedder.js';
import { ItemReader } from './item-reader.js';
import { ItemVectors } from './item-vectors.js';
import { TextIndex } from './text-index.js';

interface Head {
  readonly fields: readonly (readonly [string, number])[];
  readonly usual: string;
  readonly averageLength: number;
  readonly weighting: string;
  readonly embedName: string;
}

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** How items are read, terms, ids, the items' rows; what stands for each item's text, and the vectors of the different ones. */
export function packContent(kind: string, model: ContentModel, settings: ContentSettings): Uint8Array {
  const { reader, texts, vectors } = model;
  const head: Head = {
    fields: [...reader.fields],
    usual: reader.usual,
    averageLength: texts.averageLength,
    weighting: settings.weightingName,
    embedName: settings.embedName,
  };
  const itemIds = texts.index.itemIds;
  const rows = itemIds.map((itemId) => texts.index.rowOf(itemId) as SparseRow);
  const keys = itemIds.map((itemId) => (vectors.items.of(itemId) ? (vectors.keys.get(itemId) ?? '') : ''));
  const found = new Map(keys.map((key, at) => [key, vectors.items.of(itemIds[at] as string)]));
  const numbers = [...found.values()].flatMap((vector) => (vector ? [...vector] : []));
  const sections = [json(head), json(texts.terms), json(itemIds), json(keys), Float32Array.from(numbers)];
  return packSnapshot(kind, [...sections, ...packRows(rows)]);
}

/** What was packed, not sealed yet. @throws SINTONIA_SNAPSHOT_INVALID, also for other weights than those of the settings. */
export function unpackContent(
  kind: string,
  bytes: Uint8Array,
  settings: ContentSettings,
  embedder: Embedder | undefined,
): ContentModel {
  const [headSection, termsSection, idsSection, keysSection, numbers, ...packed] = unpackSnapshot(kind, bytes);
  if (!headSection || !termsSection || !idsSection || !keysSection || !numbers) {
    throw invalidSnapshot('It has other sections.');
  }
  const head = readHead(headSection);
  if (head.weighting !== settings.weightingName) throw invalidSnapshot('Its terms are weighted in another way.');
  const [terms, itemIds, keys] = [termsSection, idsSection, keysSection].map(readItemIds) as [
    string[],
    string[],
    string[],
  ];
  const rows = unpackRows(packed, itemIds.length);
  if (keys.length !== itemIds.length || rows.some(({ dimensions }) => (dimensions.at(-1) ?? -1) >= terms.length)) {
    throw invalidSnapshot('Its rows do not fit.');
  }
  const texts = new TextIndex(settings.weighting, head.averageLength, terms);
  const vectors = new ItemVectors(embedder);
  if (head.embedName === settings.embedName) embedder?.remember(readVectors(keys, numbers));
  itemIds.forEach((itemId, at) => {
    texts.putRow(itemId, rows[at] as SparseRow);
    const key = keys[at];
    if (key && embedder?.known(key)) vectors.putKey(itemId, key);
  });
  const reader = new ItemReader(settings, settings.fields ?? new Map(head.fields), head.usual);
  return new ContentModel(settings, reader, texts, vectors);
}

function readHead(section: Uint8Array): Head {
  try {
    const head: Partial<Head> | null = JSON.parse(new TextDecoder().decode(section));
    const { fields, usual, averageLength, weighting, embedName } = head ?? {};
    const fits = Array.isArray(fields) && typeof averageLength === 'number' && Number.isFinite(averageLength);
    if (fits && [usual, weighting, embedName].every((text) => typeof text === 'string')) return head as Head;
  } catch {
    // Said below.
  }
  throw invalidSnapshot('What it says of itself does not fit.');
}

/** One vector a different key. */
function readVectors(keys: readonly string[], section: Uint8Array<ArrayBuffer>): [string, Float32Array][] {
  const numbers = new Float32Array(section.buffer, section.byteOffset, Math.floor(section.length / 4));
  const different = [...new Set(keys)].filter((key) => key !== '');
  const dimension = different.length === 0 ? 0 : numbers.length / different.length;
  if (!Number.isInteger(dimension) || !numbers.every(Number.isFinite)) throw invalidSnapshot('Its vectors do not fit.');
  return different.map((key, at) => [key, numbers.slice(at * dimension, (at + 1) * dimension)]);
}
