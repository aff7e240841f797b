import { createEngine } from '@sintonia/core';
import { itemLists } from '@sintonia/recommenders';
import type { Engine, PersonReference } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import { batchesOf, catalog, END, orders } from '../pipeline/dataset.js';
import { type OpenEngine, openEngine } from '../pipeline/open-engine.js';
import type { Sizes } from '../suite.js';

/** An engine on SQLite that knows a catalogue, a year of orders and a model of them. */
export async function openShop(sizes: Sizes): Promise<OpenEngine<never>> {
  const opened = await openEngine('sqlite', { plugins: [itemLists()] });
  for (const batch of batchesOf(orders(sizes), 1_000)) await opened.engine.collect(batch);
  for (const batch of batchesOf(catalog(sizes.items), 10_000)) await opened.engine.catalog.put(batch);
  await opened.engine.fit();
  return opened;
}

/** The same shop, in another process. */
export function openBranch(file: string): Promise<Engine> {
  const clock = { now: () => END };
  return createEngine({
    ...{ store: sqlite(file), plugins: [itemLists()], clock, holdout: 0 },
    ...{ fitting: 'manual', delivery: 'manual' },
  });
}

/** What a person gets now. */
export async function listOf(engine: Pick<Engine, 'recommend'>, person: PersonReference): Promise<readonly string[]> {
  const { picks } = await engine.recommend({ ...person, exposure: false });
  return picks.map(({ itemId }) => itemId);
}

/** The person takes what stands first, so that the next list has to be another. */
export async function takeFirst(
  engine: Pick<Engine, 'collect'>,
  person: PersonReference,
  [first]: readonly string[],
): Promise<void> {
  if (first === undefined) throw new Error('There was nothing on the list.');
  await engine.collect({ ...person, type: 'Order Completed', itemId: first, timestamp: END });
}

export const isSame = (list: readonly string[], other: readonly string[]): boolean =>
  list.join(' ') === other.join(' ');
