import type { ItemTest } from '@sintonia/rules';
import { DAY, type Item, type Signal, type SignalDefinition } from '@sintonia/spec';

/** For how long "not now" hides an item. */
const NOT_NOW = 30 * DAY;

export interface EligibilityQuestion {
  readonly catalog: ReadonlyMap<string, Item>;
  readonly meets: ItemTest;
  readonly exclude: ReadonlySet<string>;
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
export function eligibility(question: EligibilityQuestion): (itemId: string) => boolean {
  const { catalog, meets, exclude, includeSeen } = question;
  const had = new Set<string>();
  const dismissed = new Set<string>();
  for (const signal of question.signals) {
    const hides = signal.type === 'Recommendation Dismissed' && isStillDismissed(signal, question.now);
    const consumes = question.definitionOf(signal.type)?.consumes === true;
    if (!hides && !consumes) continue;
    for (const itemId of question.itemIdsOf(signal)) (hides ? dismissed : had).add(itemId);
  }
  return (itemId) => {
    if (exclude.has(itemId) || dismissed.has(itemId)) return false;
    if (had.has(itemId) && !includeSeen && catalog.get(itemId)?.repeatable !== true) return false;
    return isOffered(itemId, catalog) && meets(catalog.get(itemId));
  };
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
