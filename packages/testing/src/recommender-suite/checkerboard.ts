import { DAY, type Interaction } from '@sintonia/spec';

export const NOW = Date.UTC(2026, 0, 1);
const SIZE = 40;

/**
 * Even people took even items, odd people odd ones, each all but a fifth of them: whoever learns anything from it proposes even
 * items to even people and odd items to odd people. (The idea is from the tests of the Python library *implicit*.)
 */
export function checkerboard(): readonly Interaction[] {
  return Array.from({ length: SIZE }, (_, person) => rowOf(person, `person-${person}`)).flat();
}

/** Somebody new who has taken what a person of this number took. Newest first. */
export function rowOf(number: number, person: string): readonly Interaction[] {
  const row: Interaction[] = [];
  for (let item = number % 2; item < SIZE; item += 2) {
    if ((item + 3 * number) % 5 === 0) continue;
    row.push({ person, itemId: `item-${item}`, type: 'Order Completed', weight: 1, timestamp: NOW - DAY * (1 + item) });
  }
  return row;
}

/** Whether an item is one of the person's colour. */
export function isOfColour(itemId: string, number: number): boolean {
  return Number(itemId.replace('item-', '')) % 2 === number % 2;
}

export const peopleOfCheckerboard = SIZE;
