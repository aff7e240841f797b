import type { Signal } from '@sintonia/spec';
import type { SignalCells } from './work.js';

type Rest = readonly [receivedAt: number, ...(Signal[keyof Signal] | null)[]];
type Row = readonly [id: string, person: string, type: string, timestamp: number, rest: Rest];

/** Signals as one JSON text that SQLite takes apart itself, so that neither thread handles them one by one. */
export function textOf(signals: readonly Signal[]): string {
  return JSON.stringify(signals.map((signal): Row => [...columnsOf(signal), restOf(signal)]));
}

/** One as it is stored. */
export function cellsOf(signal: Signal): SignalCells {
  return [...columnsOf(signal), JSON.stringify(restOf(signal))];
}

/** The signals of a text that {@link textOf} made, except that each row starts with its place. */
export function signalsOf(text: string): { signals: Signal[]; places: number[] } {
  const rows = JSON.parse(text) as [number, ...Row][];
  return {
    places: rows.map(([place]) => place),
    signals: rows.map(([, id, person, type, timestamp, rest]) => {
      const [receivedAt, itemId, value, properties, context] = rest as unknown as [
        number,
        ...(Signal[keyof Signal] | null)[],
      ];
      return {
        id,
        type,
        person,
        timestamp,
        receivedAt,
        ...(itemId != null && { itemId }),
        ...(value != null && { value }),
        ...(properties != null && { properties }),
        ...(context != null && { context }),
      } as Signal;
    }),
  };
}

function columnsOf({ id, person, type, timestamp }: Signal) {
  return [id, person, type, timestamp] as const;
}

// Most signals have no context and many no properties: what is absent at the end needs no room.
function restOf({ receivedAt, itemId, value, properties, context }: Signal): Rest {
  const rest = [receivedAt, itemId, value, properties, context];
  let length = rest.length;
  while (rest[length - 1] === undefined) length -= 1;
  return rest.slice(0, length) as unknown as Rest;
}
