import type { Affinity } from '@sintonia/spec';
import type { AttributeWeights } from './attribute-weights.js';

/** What share of everybody's interest a value has; undefined while nothing is known about everybody. */
export type PopulationShare = (attribute: string, value: string) => number | undefined;

/** The weight of a purchase: what is said by less than that hardly moves a lift away from 1. */
const PRIOR = 1;

/** A person's affinities beside everybody's, strongest first. */
export function affinitiesOf(
  weights: AttributeWeights,
  attributes: readonly string[],
  shareOf: PopulationShare,
): readonly Affinity[] {
  return attributes
    .flatMap((attribute) => {
      const total = weights.total(attribute);
      return [...weights.of(attribute)].map(([value, weight]): Affinity => {
        const observed = Math.max(0, weight);
        const everybody = shareOf(attribute, value);
        const lift = everybody === undefined ? {} : { lift: (observed + PRIOR) / (everybody * total + PRIOR) };
        return { attribute, value, weight, share: total === 0 ? 0 : observed / total, ...lift };
      });
    })
    .sort((a, b) => strength(b) - strength(a) || b.weight - a.weight || order(a, b));
}

const strength = ({ lift, share }: Affinity) => lift ?? share;

function order(a: Affinity, b: Affinity): number {
  const [one, other] = [JSON.stringify([a.attribute, a.value]), JSON.stringify([b.attribute, b.value])];
  return one < other ? -1 : 1;
}
