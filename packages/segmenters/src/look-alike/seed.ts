import { compileRule, IncrementalRule, type Rule, type RuleState } from '@sintonia/rules';
import type { Profile, SegmenterRequest, Signal } from '@sintonia/spec';

/** Whether somebody is in the seed, asked about one person. */
export function seedTest(seed: Rule | ReadonlySet<string>): (request: SegmenterRequest) => boolean {
  if (isList(seed)) return ({ profile }) => profile.userId !== undefined && seed.has(profile.userId);
  const rule = compileRule(seed);
  return ({ profile, history, now }) => rule.matches({ profile, signals: history.signals, now });
}

/** Whether people are in the seed, asked about all, after their signals have come by one by one. */
export class SeedRoll {
  readonly #seed: Rule | ReadonlySet<string>;
  readonly #rule: IncrementalRule | undefined;
  readonly #start: RuleState | undefined;
  readonly #states = new Map<string, RuleState>();

  constructor(seed: Rule | ReadonlySet<string>) {
    this.#seed = seed;
    this.#rule = isList(seed) ? undefined : new IncrementalRule(seed);
    this.#start = this.#rule?.start();
  }

  /** Types of the signals that tell who is in the seed. */
  get types(): readonly string[] {
    return this.#rule?.types ?? [];
  }

  heed(signal: Signal): void {
    if (!this.#rule || !this.#start) return;
    const before = this.#states.get(signal.person) ?? this.#start;
    const after = this.#rule.advance(before, signal);
    if (after !== before) this.#states.set(signal.person, after);
  }

  has(profile: Profile, now: number): boolean {
    if (isList(this.#seed)) return profile.userId !== undefined && this.#seed.has(profile.userId);
    const state = this.#states.get(profile.person) ?? this.#start;
    return state !== undefined && (this.#rule?.matches(state, { profile, now }) ?? false);
  }
}

const isList = (seed: Rule | ReadonlySet<string>): seed is ReadonlySet<string> => seed instanceof Set;
