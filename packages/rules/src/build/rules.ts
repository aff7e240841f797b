import type {
  AttributeNameOf,
  FactsOf,
  ItemAttributesOf,
  OpenSchema,
  Schema,
  SignalTypeOf,
  TraitsOf,
} from '@sintonia/spec';
import type { AllOf, AnyOf, Condition, Not } from '../language/condition.js';
import type { Duration } from '../language/duration.js';
import type { NearCondition, NearTraitCondition, Place } from '../language/near-condition.js';
import type {
  AgeCondition,
  ListCondition,
  PercentileCondition,
  SegmentCondition,
} from '../language/person-condition.js';
import type { Rule } from '../language/rule.js';
import { type Buildable, type Built, built } from './built.js';
import type { NumberNameOf, PlaceNameOf, TraitNameOf } from './names-of.js';
import { PerformedBuilder } from './performed-builder.js';
import { SequenceBuilder } from './sequence-builder.js';
import type { TraitComparisons } from './trait-comparisons.js';
import { type RangeTests, type ValueTests, valueTests } from './value-tests.js';

/** A number known of a person, by declared names. */
export type MeasureOf<S extends Schema> =
  | 'revenue'
  | { readonly count: SignalTypeOf<S> }
  | { readonly trait: NumberNameOf<FactsOf<S>> };

/** Builds rules in the declared names; wrong ones do not compile. */
export interface RuleBuilder<S extends Schema> {
  /** The finished rule. */
  rule(condition: Buildable): Rule;
  all<C extends readonly Buildable[]>(...conditions: C): AllOf<Built<C[number]>>;
  any<C extends readonly Buildable[]>(...conditions: C): AnyOf<Built<C[number]>>;
  not<C extends Buildable>(condition: C): Not<Built<C>>;
  trait<Name extends TraitNameOf<S>>(trait: Name): ValueTests<{ readonly trait: Name }, FactsOf<S>[Name]>;
  measure<M extends MeasureOf<S>>(measure: M): RangeTests<{ readonly measure: M }>;
  /** How long ago the first or last signal happened. */
  age(age: AgeCondition['age']): { atLeast(atLeast: Duration): AgeCondition; atMost(atMost: Duration): AgeCondition };
  /** Above 0, below 100. Ask `fitPercentiles` before compiling. */
  topPercent(percentile: MeasureOf<S>, top: number): PercentileCondition;
  /** Above 0, below 100. Ask `fitPercentiles` before compiling. */
  bottomPercent(percentile: MeasureOf<S>, bottom: number): PercentileCondition;
  performed<Type extends SignalTypeOf<S>>(type: Type): PerformedBuilder<S, Type>;
  /** 2 to 8 steps, each strictly later than the one before. */
  sequence(...steps: readonly { pattern(): SequenceStep }[]): SequenceBuilder;
  inSegment(segment: string): SegmentCondition;
  inList(list: string): ListCondition;
  item<Name extends AttributeNameOf<S>>(
    attribute: Name,
  ): ValueTests<{ readonly attribute: Name }, ItemAttributesOf<S>[Name]> &
    TraitComparisons<S, Name, ItemAttributesOf<S>[Name]>;
  /** A trait that is a place, such as where they live. */
  near(trait: PlaceNameOf<TraitsOf<S>>, place: Place, metres: number): NearCondition;
  /** An attribute of the item that is a place, such as where it is sold. */
  itemNear(attribute: PlaceNameOf<ItemAttributesOf<S>>, place: Place, metres: number): NearCondition;
  /** An attribute of the item that is a place, so near to one that is a trait of the person. */
  itemNearTrait(
    attribute: PlaceNameOf<ItemAttributesOf<S>>,
    trait: PlaceNameOf<TraitsOf<S>>,
    metres: number,
  ): NearTraitCondition;
}

type SequenceStep = ReturnType<PerformedBuilder<OpenSchema, string>['pattern']>;

/** The builder for a declared schema. Without one, any name goes. */
export function rules<S extends Schema = OpenSchema>(): RuleBuilder<S> {
  // One implementation for every schema: the declared names exist in types only.
  return untyped as unknown as RuleBuilder<S>;
}

const untyped = {
  rule: (condition: Buildable): Rule => ({ language: 1, rule: built(condition) as Condition }),
  all: (...conditions: readonly object[]) => ({ all: conditions.map(built) }),
  any: (...conditions: readonly object[]) => ({ any: conditions.map(built) }),
  not: (condition: object) => ({ not: built(condition) }),
  trait: (trait: string) => valueTests((test) => ({ trait, ...test })),
  measure: (measure: object | string) => valueTests((test) => ({ measure, ...test })),
  age: (age: string) => ({
    atLeast: (atLeast: Duration) => ({ age, atLeast }),
    atMost: (atMost: Duration) => ({ age, atMost }),
  }),
  topPercent: (percentile: object | string, top: number) => ({ percentile, top }),
  bottomPercent: (percentile: object | string, bottom: number) => ({ percentile, bottom }),
  performed: (performed: string) => new PerformedBuilder<OpenSchema, string>({ performed }),
  sequence: (...steps: readonly { pattern(): SequenceStep }[]) =>
    new SequenceBuilder({ sequence: steps.map((step) => step.pattern()) }),
  inSegment: (inSegment: string) => ({ inSegment }),
  inList: (inList: string) => ({ inList }),
  item: (attribute: string) => ({
    ...valueTests((test) => ({ attribute, ...test })),
    isTrait: (isTrait: string) => ({ attribute, isTrait }),
    atLeastTrait: (atLeastTrait: string) => ({ attribute, atLeastTrait }),
    atMostTrait: (atMostTrait: string) => ({ attribute, atMostTrait }),
  }),
  near: (trait: string, near: Place, metres: number) => ({ near, trait, metres }),
  itemNear: (attribute: string, near: Place, metres: number) => ({ near, attribute, metres }),
  itemNearTrait: (attribute: string, nearTrait: string, metres: number) => ({ nearTrait, attribute, metres }),
};
