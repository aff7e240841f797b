import type { Signal } from '@sintonia/spec';
import { END, seeded } from '../pipeline/dataset.js';

/** Signals without end, as the engine stores them: ids that grow with time, people by chance. */
export function madeUpSignals(people: number, items = 1_000): (count: number) => Signal[] {
  const random = seeded(1);
  let made = 0;
  const next = (): Signal => {
    made += 1;
    const id = `${made.toString(16).padStart(12, '0')}-${Math.floor(random() * 2 ** 40).toString(36)}`;
    const person = personOf(Math.floor(random() * people));
    const itemId = `item-${Math.floor(random() * items)}`;
    const properties = {
      price: Math.round(random() * 10_000) / 100,
      category: `category-${Math.floor(random() * 20)}`,
    };
    return { id, type: 'Product Viewed', person, timestamp: END + made, receivedAt: END + made, itemId, properties };
  };
  return (count) => Array.from({ length: count }, next);
}

export const personOf = (number: number): string => `person-${number}`;
