import type { Item } from '@sintonia/spec';
import type { Pace } from '../pace.js';
import type { ContentSettings } from './content-options.js';
import type { Embedder } from './embedder.js';
import { ItemReader } from './item-reader.js';
import { ItemVectors } from './item-vectors.js';
import { findTextFields } from './text-fields.js';
import { TextIndex } from './text-index.js';
import { lengthOf } from './weighting.js';

/** What was learnt: how items are read, their terms, and their vectors as far as there are any. */
export interface ContentModel {
  readonly reader: ItemReader;
  readonly texts: TextIndex;
  readonly vectors: ItemVectors;
}

/** Its terms count at once, its vector when it is there. */
export function placeItem({ reader, texts, vectors }: ContentModel, item: Item): void {
  texts.put(item.itemId, reader.read(item));
  vectors.put(item.itemId, reader.textOf(item));
}

export function removeItem({ texts, vectors }: ContentModel, itemId: string): void {
  texts.remove(itemId);
  vectors.remove(itemId);
}

/** So many items, at even distances, tell the usual language and the average length: more would not tell them better. */
const ASKED = 1_000;

/** Learns from items in ascending order. Not sealed yet, and without new vectors. @throws SINTONIA_ABORTED */
export async function learnContent(
  items: readonly Item[],
  settings: ContentSettings,
  embedder: Embedder | undefined,
  pace: Pace,
  progress: (share: number) => void,
): Promise<ContentModel> {
  const reader = new ItemReader(settings, settings.fields ?? findTextFields(items));
  const step = Math.max(1, Math.floor(items.length / ASKED));
  const some = items.filter((_, at) => at % step === 0);
  reader.learnUsual(some);
  const length = some.reduce((sum, item) => sum + lengthOf(reader.read(item)), 0);
  const texts = new TextIndex(settings.weighting, length / Math.max(1, some.length));
  const model = { reader, texts, vectors: new ItemVectors(embedder) };
  for (const [at, item] of items.entries()) {
    if (pace.due()) await pace.rest();
    placeItem(model, item);
    progress(at / items.length);
  }
  return model;
}
