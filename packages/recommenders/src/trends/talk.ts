import type { Pace } from '../pace.js';
import type { FoundBurst } from './find-bursts.js';
import type { RecentText, TrendLog } from './trend-log.js';

/** What the texts of the time of a burst say about it. */
export class Talk {
  readonly #people = new Set<number>();
  readonly #words = new Map<string, number>();
  /** Who wrote so of which item. */
  readonly items = new Map<string, Set<number>>();
  #texts = 0;
  #opinions = 0;

  add({ person, opinion, itemId }: RecentText, word: string | undefined): void {
    this.#people.add(person);
    this.#texts++;
    this.#opinions += opinion;
    if (word === undefined) return;
    this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
    if (itemId === undefined) return;
    const people = this.items.get(itemId);
    if (people) people.add(person);
    else this.items.set(itemId, new Set([person]));
  }

  /** The mean of all texts; undefined where fewer people wrote any. */
  sentiment(leastPeople: number): number | undefined {
    return this.#people.size < leastPeople ? undefined : this.#opinions / this.#texts;
  }

  /** How most write it, the first in the alphabet of equals. */
  get word(): string | undefined {
    const [most] = [...this.#words].sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1));
    return most?.[0];
  }
}

/** The talk about each burst, in its own time and group. @throws SINTONIA_ABORTED */
export async function talkOf(
  found: readonly FoundBurst[],
  { recent }: TrendLog,
  pace: Pace,
): Promise<ReadonlyMap<FoundBurst, Talk>> {
  const talks = new Map(found.map((each) => [each, new Talk()]));
  const terms = byName(found, 'term');
  const items = byName(found, 'item');
  const tell = (about: readonly FoundBurst[] | undefined, text: RecentText, word?: string) => {
    for (const each of about ?? []) {
      const { segment } = each.family;
      if (text.bucket >= each.burst.length || (segment !== undefined && segment !== text.segment)) continue;
      talks.get(each)?.add(text, word);
    }
  };
  for (const text of recent) {
    if (pace.due()) await pace.rest();
    for (const [term, word] of text.terms) tell(terms.get(term), text, word);
    if (text.itemId !== undefined) tell(items.get(text.itemId), text);
  }
  return talks;
}

function byName(found: readonly FoundBurst[], kind: 'term' | 'item'): ReadonlyMap<string, readonly FoundBurst[]> {
  const named = new Map<string, FoundBurst[]>();
  for (const each of found) {
    if (each.family.kind === kind) named.set(each.name, [...(named.get(each.name) ?? []), each]);
  }
  return named;
}
