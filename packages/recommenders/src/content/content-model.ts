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

/** Learns from items in ascending order. Not sealed yet, and without new vectors. @throws SINTONIA_ABORTED */
export async function learnContent(
  items: readonly Item[],
  settings: ContentSettings,
  embedder: Embedder | undefined,
  pace: Pace,
  progress: (share: number) => void,
): Promise<ContentModel> {
  const reader = new ItemReader(settings, settings.fields ?? findTextFields(items));
  reader.learnUsual(items);
  // Read twice, as holding all that was read would take more memory than the model.
  let length = 0;
  await eachItem(items, pace, (item, at) => {
    length += lengthOf(reader.read(item));
    progress(at / items.length / 2);
  });
  const texts = new TextIndex(settings.weighting, items.length === 0 ? 0 : length / items.length);
  const model = { reader, texts, vectors: new ItemVectors(embedder) };
  await eachItem(items, pace, (item, at) => {
    placeItem(model, item);
    progress((1 + at / items.length) / 2);
  });
  return model;
}

async function eachItem(items: readonly Item[], pace: Pace, visit: (item: Item, at: number) => void): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (pace.due()) await pace.rest();
    visit(item, at);
  }
}
