import type { Item, Signal } from '@sintonia/spec';

/** What rules read of a profile; every `Profile` has it. */
export interface RuleProfile {
  readonly traits: object;
  /** Values of computed traits, for names that `traits` doesn't have. */
  readonly computed?: object | undefined;
  readonly firstSeenAt?: number | undefined;
  readonly lastSeenAt?: number | undefined;
  readonly counts: Readonly<Record<string, number>>;
  readonly revenue: number;
}

/** What a rule is asked about. What is left out meets no condition. */
export interface RuleSubject {
  /** The moment of asking, in milliseconds since 1970. */
  readonly now: number;
  readonly profile?: RuleProfile | undefined;
  /** What the person did, in any order, each signal once. Read by `compileRule` only; incremental rules have a state instead. */
  readonly signals?: readonly Signal[] | undefined;
  readonly item?: Item | undefined;
  /** Names of the segments that the person is in. */
  readonly segments?: ReadonlySet<string> | undefined;
  /** Names of the lists that the person is on. */
  readonly lists?: ReadonlySet<string> | undefined;
}
