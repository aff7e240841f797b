import type { Interaction, Item } from '@sintonia/spec';
import { attributeValues } from './attribute-values.js';

/** Adds up, by attribute and value, what interactions say of the items that have it. */
export class AttributeWeights {
  readonly #weights: ReadonlyMap<string, Map<string, number>>;

  constructor(attributes: readonly string[]) {
    this.#weights = new Map(attributes.map((attribute) => [attribute, new Map()]));
  }

  /** An item with several values says the same of each, in equal parts. */
  add({ weight }: Pick<Interaction, 'weight'>, item: Item | undefined): void {
    for (const [attribute, weights] of this.#weights) {
      const values = attributeValues(item, attribute);
      for (const value of values) weights.set(value, (weights.get(value) ?? 0) + weight / values.length);
    }
  }

  /** Values that something was said of. */
  of(attribute: string): ReadonlyMap<string, number> {
    return this.#weights.get(attribute) ?? new Map();
  }

  /** All that speaks for values of an attribute. */
  total(attribute: string): number {
    let total = 0;
    for (const weight of this.of(attribute).values()) total += Math.max(0, weight);
    return total;
  }
}
