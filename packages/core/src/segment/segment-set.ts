import {
  freezePercentiles,
  listsIn,
  MembershipTracker,
  PercentileFit,
  type Rule,
  segmentsIn,
  type Thresholds,
  traitsIn,
} from '@sintonia/rules';

/** Segments as they are declared at one moment, with the thresholds of the last fit. Does not change. */
export class SegmentSet {
  readonly tracker: MembershipTracker;
  /** The same for the same rules and thresholds, in every process. */
  readonly version: string;
  /** Lists that the rules ask for. */
  readonly lists: readonly string[];
  /** Segments that the rules ask for and that are not among them. */
  readonly others: ReadonlySet<string>;
  /** Traits, told or computed, that the rules look at. */
  readonly traits: ReadonlySet<string>;
  readonly hasPercentiles: boolean;

  /** @throws SINTONIA_INPUT_* as `MembershipTracker` does. */
  constructor(
    readonly rules: Readonly<Record<string, Rule>>,
    /** None before the first fit: rules keep the thresholds that they were declared with. */
    readonly thresholds: Thresholds | undefined,
  ) {
    const frozen = Object.entries(rules).map(
      ([name, rule]) => [name, thresholds ? freezePercentiles(rule, thresholds) : rule] as const,
    );
    this.tracker = new MembershipTracker(Object.fromEntries(frozen));
    this.version = this.tracker.version;
    const conditions = Object.values(rules).map(({ rule }) => rule);
    this.lists = [...new Set(conditions.flatMap(listsIn))];
    this.others = new Set(conditions.flatMap(segmentsIn).filter((name) => !Object.hasOwn(rules, name)));
    this.traits = new Set(conditions.flatMap(traitsIn));
    this.hasPercentiles = new PercentileFit(...Object.values(rules)).needed;
  }

  get isEmpty(): boolean {
    return this.tracker.segments.length === 0;
  }

  has(segment: string): boolean {
    return Object.hasOwn(this.rules, segment);
  }
}
