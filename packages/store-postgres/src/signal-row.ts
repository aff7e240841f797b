import type { PersonId, Signal } from '@sintonia/spec';

type Rest = readonly [receivedAt: number, ...(Signal[keyof Signal] | null)[]];

/** The person is absent where it is known, `kind` where nothing is late: a signal of a transaction that the reader has passed. */
export type SignalRow = readonly [
  ...[part: number, tx: string, pos: number],
  ...[id: string, person: PersonId | null, type: string, timestamp: string, rest: string],
  kind?: 'late' | null,
];

/** What is searched for is a column; the other members are one JSON list, without what is absent at its end. */
export function restOf({ receivedAt, itemId, value, properties, context }: Signal): string {
  const rest = [receivedAt, itemId, value, properties, context];
  while (rest.at(-1) === undefined) rest.pop();
  return JSON.stringify(rest);
}

export function signalOf([, , , id, whose, type, timestamp, text]: SignalRow, person: PersonId | undefined): Signal {
  const [receivedAt, itemId, value, properties, context] = JSON.parse(text) as Rest;
  // Assigned, not spread, which takes longer: a page has up to 10,000 of them.
  const signal: Record<string, unknown> = {
    id,
    type,
    person: whose ?? person,
    timestamp: Number(timestamp),
    receivedAt,
  };
  if (itemId != null) signal.itemId = itemId;
  if (value != null) signal.value = value;
  if (properties != null) signal.properties = properties;
  if (context != null) signal.context = context;
  return signal as unknown as Signal;
}
