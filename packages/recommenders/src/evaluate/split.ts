import { seededRandom } from '@sintonia/learners';
import type { Interaction, PersonId } from '@sintonia/spec';

/** What a model may learn from, and what it is then asked to find. */
export interface Split {
  readonly train: readonly Interaction[];
  /** By person, the items to find; none of them is among the person's training items. */
  readonly test: ReadonlyMap<PersonId, ReadonlySet<string>>;
}

/**
 * Everything before a moment trains, everything from then on tests: the split that is most like serving.
 *
 * @param cutoff milliseconds since 1970.
 */
export function splitByTime(interactions: readonly Interaction[], cutoff: number): Split {
  return splitBy(interactions, ({ timestamp }) => timestamp >= cutoff);
}

/** Of each person the last `count` different items test. People with fewer than `count` + 1 items only train. */
export function splitLast(interactions: readonly Interaction[], count: number): Split {
  const latest = new Map<PersonId, Map<string, number>>();
  for (const { person, itemId, timestamp } of interactions) {
    const items = itemsOf(latest, person);
    items.set(itemId, Math.max(items.get(itemId) ?? Number.NEGATIVE_INFINITY, timestamp));
  }
  const held = new Map<PersonId, ReadonlySet<string>>();
  for (const [person, items] of latest) {
    if (items.size <= count) continue;
    const byTime = [...items].sort(([a, atA], [b, atB]) => atB - atA || (a < b ? -1 : 1));
    held.set(person, new Set(byTime.slice(0, count).map(([itemId]) => itemId)));
  }
  return splitBy(interactions, ({ person, itemId }) => held.get(person)?.has(itemId) === true);
}

/**
 * Of each person a random share of their items tests.
 *
 * @param share of a person's items, above 0 and below 1; rounded to whole items, at least one stays for training.
 */
export function splitRandom(interactions: readonly Interaction[], share: number, seed: number): Split {
  const random = seededRandom(seed);
  const items = new Map<PersonId, Map<string, number>>();
  for (const { person, itemId } of interactions) itemsOf(items, person).set(itemId, 0);
  const held = new Map<PersonId, ReadonlySet<string>>();
  for (const [person, theirs] of items) {
    const drawn = [...theirs.keys()].map((itemId) => ({ itemId, draw: random() })).sort((a, b) => a.draw - b.draw);
    const count = Math.min(drawn.length - 1, Math.round(drawn.length * share));
    held.set(person, new Set(drawn.slice(0, count).map(({ itemId }) => itemId)));
  }
  return splitBy(interactions, ({ person, itemId }) => held.get(person)?.has(itemId) === true);
}

/** A split that somebody else made, such as a published one. */
export function splitGiven(train: readonly Interaction[], test: readonly Interaction[]): Split {
  const tested = new Set(test);
  return splitBy([...train, ...test], (interaction) => tested.has(interaction));
}

/** Interactions that test are left out of it where the person has the item in training too, or dislikes it. */
function splitBy(interactions: readonly Interaction[], tests: (interaction: Interaction) => boolean): Split {
  const train = interactions.filter((interaction) => !tests(interaction));
  const known = new Map<PersonId, Map<string, number>>();
  for (const { person, itemId } of train) itemsOf(known, person).set(itemId, 0);
  const test = new Map<PersonId, Set<string>>();
  for (const interaction of interactions) {
    const { person, itemId, weight } = interaction;
    if (!tests(interaction) || weight <= 0 || known.get(person)?.has(itemId)) continue;
    const items = test.get(person);
    if (items) items.add(itemId);
    else test.set(person, new Set([itemId]));
  }
  return { train, test };
}

function itemsOf(all: Map<PersonId, Map<string, number>>, person: PersonId): Map<string, number> {
  let items = all.get(person);
  if (!items) {
    items = new Map();
    all.set(person, items);
  }
  return items;
}
