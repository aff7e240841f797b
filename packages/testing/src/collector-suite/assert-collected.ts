import {
  assertBoundedJson,
  assertIdentifier,
  type Collected,
  personOf,
  readItem,
  readMoment,
  readSignal,
  type SignalDefinitions,
} from '@sintonia/spec';
import { expect } from 'vitest';

/** That an engine would take all of it: signals (each with an id of its own), people, what they said, items. */
export function assertCollected(collected: Collected): void {
  expect(typeof collected, 'parse gives an object').toBe('object');
  const {
    signals = [],
    identities = [],
    items = [],
    removedItems = [],
    itemGroups = [],
    consents = [],
    erasures = [],
    requests = [],
    ...others
  } = collected;
  expect(Object.keys(others), 'members that mean nothing').toEqual([]);
  // Whether a type is declared is the plugin's business; here, all are.
  const definitions: SignalDefinitions = Object.fromEntries(signals.map(({ type }) => [type, { weight: 1 }]));
  signals.forEach((signal, index) => {
    expect(typeof signal.id, `signals[${index}].id: without one, a repeated delivery counts twice`).toBe('string');
    expect(signal.timestamp, `signals[${index}].timestamp: without one, history becomes now`).toBeDefined();
    readSignal(signal, { definitions, now: 8.64e15, newId: () => 'none', path: `signals[${index}]` });
  });
  const ids = signals.map(({ id }) => id);
  expect(ids, 'ids of signals, each once').toEqual([...new Set(ids)]);
  identities.forEach(({ userId, anonymousId, traits = {} }) => {
    personOf({ userId, anonymousId });
    if (anonymousId !== undefined) personOf({ anonymousId });
    assertBoundedJson(traits, 'traits');
  });
  items.forEach((item, index) => {
    readItem(item, `items[${index}]`);
  });
  removedItems.forEach((itemId, index) => {
    assertIdentifier(itemId, `removedItems[${index}]`);
  });
  itemGroups.forEach(({ groupId, itemIds, updatedAt }, index) => {
    assertIdentifier(groupId, `itemGroups[${index}].groupId`);
    for (const itemId of itemIds) assertIdentifier(itemId, `itemGroups[${index}].itemIds`);
    if (updatedAt !== undefined) readMoment(updatedAt, `itemGroups[${index}].updatedAt`);
  });
  consents.forEach((consent, index) => {
    personOf(consent);
    readMoment(consent.at, `consents[${index}].at`);
    expect(typeof consent.granted, `consents[${index}].granted`).toBe('boolean');
    expect(consent.purposes.length, `consents[${index}].purposes`).toBeGreaterThan(0);
    for (const purpose of consent.purposes) assertIdentifier(purpose, `consents[${index}].purposes`);
  });
  for (const reference of erasures) personOf(reference);
  for (const request of requests) {
    if (request.kind === 'export') personOf(request.person);
    else expect(request.kind, 'kind of a request').toBe('eraseAll');
  }
}
