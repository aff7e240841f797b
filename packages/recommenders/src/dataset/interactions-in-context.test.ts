import type { Interaction, Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { expect, it } from 'vitest';
import { interactionsInContext } from './interactions-in-context.js';

const timestamp = Date.UTC(2026, 0);
const signal = (id: string, itemIds: readonly string[], device: string): Signal => ({
  ...{ id, type: 'Order Completed', person: 'ana', timestamp, receivedAt: timestamp, context: { device } },
  ...(itemIds.length === 1
    ? { itemId: itemIds[0] as string }
    : { properties: { products: itemIds.map((product_id) => ({ product_id })) } }),
});
const interaction = (itemId: string, person = 'ana'): Interaction => ({
  ...{ person, itemId, type: 'Order Completed', weight: 1, timestamp },
});

async function devices(interactions: readonly Interaction[], signals: readonly Signal[], batch: number) {
  const found: unknown[] = [];
  for await (const page of interactionsInContext(fitContext({ interactions, signals, batch }))) {
    for (const each of page) found.push(each.context?.device);
  }
  return found;
}

it.each([1, 2, 100])('each has the context of its own signal, also of the same moment, %i a page', async (batch) => {
  const signals = [
    signal('1', ['a'], 'tv'),
    { ...signal('2', [], 'car'), type: 'Page Viewed' },
    signal('3', ['b'], 'mobile'),
    signal('4', ['c', 'd', 'c'], 'tablet'),
    signal('5', ['a'], 'watch'),
  ];
  const interactions = ['a', 'b', 'c', 'd', 'c', 'a'].map((itemId) => interaction(itemId));
  expect(await devices(interactions, signals, batch)).toEqual([
    ...['tv', 'mobile', 'tablet', 'tablet', 'tablet', 'watch'],
  ]);
});

it('those whose signals are not there have none', async () => {
  expect(await devices([interaction('a'), interaction('b', 'ben')], [signal('1', ['a'], 'tv')], 10)).toEqual([
    'tv',
    undefined,
  ]);
  expect(await devices([interaction('a')], [], 10)).toEqual([undefined]);
});
