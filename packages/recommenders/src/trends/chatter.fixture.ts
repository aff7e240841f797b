import { DAY, type Interaction, type Signal } from '@sintonia/spec';
import { seededRandom } from '@sintonia/testing';
import { review } from './alexa.fixture.js';

export const NOW = Date.UTC(2026, 5, 15, 12);
const WORDS = ['kettle', 'garden', 'window', 'pencil', 'carpet', 'lantern', 'bottle', 'mirror', 'basket', 'hammer'];

/** Ten weeks in which forty people a day write of this and that. */
export function chatter(days = 70, seed = 1): Signal[] {
  const random = seededRandom(seed);
  const any = () => WORDS[Math.floor(random() * WORDS.length)] as string;
  return Array.from({ length: 40 * days }, (_, at) =>
    review(
      `c-${at}`,
      `person-${Math.floor(random() * 400)}`,
      NOW - random() * days * DAY,
      `the ${any()} and the ${any()}`,
    ),
  );
}

/** So many people say it (of an item), so many days ago. */
export function say(text: string, people: number, daysAgo: number, itemId?: string, who = 'author'): Signal[] {
  return Array.from({ length: people }, (_, at) =>
    review(`${who}-${text}-${daysAgo}-${at}`, `${who}-${at}`, NOW - daysAgo * DAY - at, text, itemId),
  );
}

/** Ten weeks in which twenty people a day take one of thirty items. */
export function sales(seed = 1): Interaction[] {
  const random = seededRandom(seed);
  return Array.from({ length: 20 * 70 }, () =>
    taking(`person-${Math.floor(random() * 400)}`, `item-${Math.floor(random() * 30)}`, random() * 70),
  );
}

export function taking(person: string, itemId: string, daysAgo: number): Interaction {
  return { person, itemId, type: 'Order Completed', weight: 1, timestamp: NOW - daysAgo * DAY };
}
