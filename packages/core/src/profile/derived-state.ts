import type { JsonObject, Signal, SignalDefinition } from '@sintonia/spec';
import { type ActivityCounts, addActivity, countActivity } from './activity/activity-counts.js';
import type { StoredProfile } from './stored-profile.js';
import type { ComputedTraits, TraitStates } from './traits/computed-traits.js';

/** What is kept of a person's signals beside what `applySignals` counts. All of it can be made anew from the history. */
export interface DerivedState extends JsonObject {
  /** The declarations of traits, the time zone and the number of signals that it was made from. */
  readonly of: string;
  readonly zone: string;
  readonly signals: number;
  readonly activity: ActivityCounts;
  readonly firstPurchaseAt?: number;
  readonly traits: TraitStates;
}

export function emptyDerived({ of }: ComputedTraits, zone: string): DerivedState {
  return { of, zone, signals: 0, activity: [], traits: {} };
}

/**
 * Whether what was derived is true of the profile: of these declarations and this zone, and from as many signals as are
 * counted. Otherwise it has to be made anew from the history.
 */
export function isCurrent({ counts, derived }: StoredProfile, { of }: ComputedTraits, zone: string): boolean {
  const counted = countedSignals({ counts });
  if (derived === undefined) return counted === 0;
  return derived.of === of && derived.zone === zone && derived.signals === counted;
}

export function countedSignals({ counts }: Pick<StoredProfile, 'counts'>): number {
  let counted = 0;
  for (const type of Object.keys(counts)) counted += counts[type] as number;
  return counted;
}

/** What is derived with these signals more, in whatever order they come. */
export function advanceDerived(
  derived: DerivedState,
  signals: readonly Signal[],
  traits: ComputedTraits,
  definitionOf: (type: string) => SignalDefinition | undefined,
): DerivedState {
  let firstPurchaseAt = derived.firstPurchaseAt ?? Infinity;
  for (const { type, timestamp } of signals) {
    if (isPurchase(definitionOf(type))) firstPurchaseAt = Math.min(firstPurchaseAt, timestamp);
  }
  return {
    ...derived,
    signals: derived.signals + signals.length,
    activity: countActivity(derived.activity, signals, derived.zone),
    traits: traits.advance(derived.traits, signals, derived.zone),
    ...(firstPurchaseAt === Infinity ? {} : { firstPurchaseAt }),
  };
}

/** What is derived from the signals of both, which are current and of the same zone. */
export function mergeDerived(one: DerivedState, other: DerivedState, traits: ComputedTraits): DerivedState {
  const firstPurchaseAt = Math.min(one.firstPurchaseAt ?? Infinity, other.firstPurchaseAt ?? Infinity);
  return {
    ...one,
    signals: one.signals + other.signals,
    activity: addActivity(one.activity, other.activity),
    traits: traits.merge(one.traits, other.traits),
    ...(firstPurchaseAt === Infinity ? {} : { firstPurchaseAt }),
  };
}

const isPurchase = (definition: SignalDefinition | undefined) =>
  definition?.revenue === true && definition.polarity !== 'negative';
