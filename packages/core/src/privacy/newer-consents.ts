import type { ConsentEvent } from '@sintonia/spec';
import type { ConsentRecord } from './consent-record.js';

/**
 * Of what was said elsewhere, what is news: said later than all that is known about its purpose, and than an erasure. Of a yes and a
 * no of the same moment, the no counts.
 *
 * @param said oldest first.
 */
export function newerConsents(
  { ledgers, erasedAt = Number.NEGATIVE_INFINITY }: ConsentRecord,
  said: readonly ConsentEvent[],
): readonly ConsentEvent[] {
  const known = new Map<string, ConsentEvent>();
  for (const event of ledgers.flat()) if (isNews(event, known.get(event.purpose))) known.set(event.purpose, event);
  return said.filter((event) => {
    if (event.at <= erasedAt || !isNews(event, known.get(event.purpose))) return false;
    known.set(event.purpose, event);
    return true;
  });
}

function isNews({ at, granted }: ConsentEvent, known: ConsentEvent | undefined): boolean {
  return known === undefined || at > known.at || (at === known.at && known.granted && !granted);
}
