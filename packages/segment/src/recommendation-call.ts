import type { PersonUpdate } from '@sintonia/spec';
import { messageIdOf } from './message-id.js';

/** A `track` call, and the id by which it counts once. */
export interface RecommendationCall {
  readonly messageId: string;
  readonly json: string;
}

/**
 * What is recommended to a person as a `track` call of Segment, with `products` as its e-commerce events have them.
 *
 * Its `messageId` is made of the person and the picks alone, not of the moment: the same picks, told twice, count once.
 *
 * @param now when it is told. Milliseconds since 1970.
 * @returns undefined where there is nothing to recommend, or nobody asked.
 */
export function recommendationCall(
  { person, picks = [] }: PersonUpdate,
  event: string,
  now: number,
): RecommendationCall | undefined {
  if (picks.length === 0) return undefined;
  const told = {
    type: 'track',
    event,
    ...(person.userId === undefined ? { anonymousId: person.anonymousId } : { userId: person.userId }),
    properties: { products: picks.map((itemId, index) => ({ product_id: itemId, position: index + 1 })) },
  };
  const messageId = messageIdOf(told);
  return { messageId, json: JSON.stringify({ ...told, timestamp: new Date(now).toISOString(), messageId }) };
}
