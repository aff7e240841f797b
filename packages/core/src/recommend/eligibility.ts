import type { ItemTest } from '@sintonia/rules';
import { DAY, type Item, type KeptOut, type Signal, type SignalDefinition } from '@sintonia/spec';

/** For how long "not now" hides an item. */
const NOT_NOW = 30 * DAY;

export interface EligibilityQuestion {
  readonly catalog: ReadonlyMap<string, Item>;
  readonly meets: ItemTest;
  /** By the rule of the house, for this person. */
  readonly isEligible: ItemTest;
  readonly exclude: { has(itemId: string): boolean };
  /** The person's signals; none when there is no person. */
  readonly signals: readonly Signal[];
  readonly itemIdsOf: (signal: Signal) => readonly string[];
  readonly definitionOf: (type: string) => SignalDefinition | undefined;
  readonly includeSeen: boolean;
  readonly now: number;
}

/**
 * Which items may be in this list. With a catalogue only what is in it and available; without one, whatever people acted on.
 * Never what the person dismissed; what they have only if it is repeatable.
 */
export class Eligibility {
  readonly #had = new Set<string>();
  readonly #dismissed = new Set<string>();

  constructor(private readonly question: EligibilityQuestion) {
    for (const signal of question.signals) {
      const hides = signal.type === 'Recommendation Dismissed' && isStillDismissed(signal, question.now);
      const consumes = question.definitionOf(signal.type)?.consumes === true;
      if (!hides && !consumes) continue;
      for (const itemId of question.itemIdsOf(signal)) (hides ? this.#dismissed : this.#had).add(itemId);
    }
  }

  readonly allows = (itemId: string): boolean => this.keptOutBy(itemId) === undefined;

  /** The first thing that speaks against an item; undefined when nothing does. */
  keptOutBy(itemId: string): KeptOut | undefined {
    const { catalog, exclude, includeSeen, isEligible, meets } = this.question;
    if (exclude.has(itemId)) return 'excluded';
    if (this.#dismissed.has(itemId)) return 'dismissed';
    const item = catalog.get(itemId);
    if (this.#had.has(itemId) && !includeSeen && item?.repeatable !== true) return 'had';
    if (!isOffered(itemId, catalog)) return 'unavailable';
    if (!isEligible(item)) return 'ineligible';
    return meets(item) ? undefined : 'filtered';
  }

  /** How many items of the catalogue are kept out by what. */
  tally(): Readonly<Partial<Record<KeptOut, number>>> {
    const counts: Partial<Record<KeptOut, number>> = {};
    for (const itemId of this.question.catalog.keys()) {
      const by = this.keptOutBy(itemId);
      if (by) counts[by] = (counts[by] ?? 0) + 1;
    }
    return counts;
  }
}

/** With a catalogue: in it and available. Without one: always. */
export function isOffered(itemId: string, catalog: ReadonlyMap<string, Item>): boolean {
  if (catalog.size === 0) return true;
  const item = catalog.get(itemId);
  return item !== undefined && item.available !== false;
}

function isStillDismissed(signal: Signal, now: number): boolean {
  return signal.properties?.because !== 'notNow' || now - signal.timestamp < NOT_NOW;
}
