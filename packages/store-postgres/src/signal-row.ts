import type { Signal } from '@sintonia/spec';

type Rest = readonly [receivedAt: number, ...(Signal[keyof Signal] | null)[]];

export type SignalColumns = readonly [id: string, person: string, type: string, timestamp: string, rest: string];

/** What is searched for is a column; the other members are one JSON list, without what is absent at its end. */
export function restOf({ receivedAt, itemId, value, properties, context }: Signal): string {
  const rest = [receivedAt, itemId, value, properties, context];
  while (rest.at(-1) === undefined) rest.pop();
  return JSON.stringify(rest);
}

export function signalOf([id, person, type, timestamp, text]: SignalColumns): Signal {
  const [receivedAt, itemId, value, properties, context] = JSON.parse(text) as Rest;
  return {
    id,
    type,
    person,
    timestamp: Number(timestamp),
    receivedAt,
    ...(itemId != null && { itemId }),
    ...(value != null && { value }),
    ...(properties != null && { properties }),
    ...(context != null && { context }),
  } as Signal;
}
