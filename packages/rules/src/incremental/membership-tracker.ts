import { type MembershipReason, type Signal, SintoniaError } from '@sintonia/spec';
import { compileCondition } from '../compile/compile-condition.js';
import type { CompiledCondition, View } from '../compile/compiled-condition.js';
import { EventIndex } from '../events/event-index.js';
import type { Rule } from '../language/rule.js';
import { ruleLimits } from '../language/rule-limits.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { assertAcyclic } from '../parse/assert-acyclic.js';
import { parseRules } from '../parse/parse-rules.js';
import { segmentsIn } from '../parse/references-in.js';
import type { RuleState } from './incremental-rule.js';

/** What is remembered of one person: their signals, as far as the rules need them, and the segments they were last found in. */
export interface TrackerState extends RuleState {
  readonly members: readonly string[];
}

/** That somebody came into a segment or is no longer in it. */
export interface MembershipChange {
  readonly segment: string;
  readonly change: 'entered' | 'left';
  /** The moment of noticing, in milliseconds since 1970. */
  readonly at: number;
  /** The facts that keep them in, or out. None when they left a segment that is no longer declared. */
  readonly reasons: readonly MembershipReason[];
}

/** Where a person stands. */
export interface Settled {
  readonly state: TrackerState;
  /** Segments in which the person is now, each after those that it refers to. */
  readonly members: readonly string[];
  readonly changes: readonly MembershipChange[];
  /** When to settle again even if nothing happens, in milliseconds since 1970; undefined: never. */
  readonly nextChangeAt: number | undefined;
}

/**
 * A set of segments declared as rules, for many people: says who enters and leaves which as signals come and time passes. A
 * condition that several rules share is remembered once. References between the rules are resolved here; other segments are
 * looked up in the subject.
 */
export class MembershipTracker {
  /** Names of the segments, each after those that it refers to. */
  readonly segments: readonly string[];
  readonly #index = new EventIndex();
  readonly #conditions: ReadonlyMap<string, CompiledCondition>;
  /** The same in order, as a list: going through it with every signal makes no garbage. */
  readonly #all: readonly {
    readonly name: string;
    readonly condition: CompiledCondition;
    readonly isReferred: boolean;
  }[];

  /**
   * @throws SINTONIA_INPUT_* as `parseRule` and `assertAcyclic` do, with the segment's name at the head of `field`;
   *   SINTONIA_INPUT_TOO_LARGE also for more than 1,000 segments, or more to keep for one person than 20,000 moments.
   */
  constructor(rules: Readonly<Record<string, Rule>>) {
    assertAtMost(Object.keys(rules).length, ruleLimits.segments, 'segments');
    const parsed = parseRules(rules);
    this.segments = assertAcyclic(parsed);
    this.#conditions = new Map(
      this.segments.map((name) => [name, compileCondition((parsed[name] as Rule).rule, this.#index)]),
    );
    const referred = new Set(Object.values(parsed).flatMap(({ rule }) => segmentsIn(rule)));
    this.#all = [...this.#conditions].map(([name, condition]) => ({ name, condition, isReferred: referred.has(name) }));
    assertAtMost(this.#index.kept, ruleLimits.keptTogether, 'moments to keep for each person. Lower the counts');
  }

  /** Whether a signal may change a state. The others need not be in a history. */
  heeds({ type }: Pick<Signal, 'type'>): boolean {
    return this.#index.heeds(type);
  }

  /** The state of a person, from what they did so far; they are in no segment until settled. */
  start(history: readonly Signal[] = []): TrackerState {
    return { of: this.#index.of, events: this.#index.replay(history), members: [] };
  }

  /** Whether the state was made for these conditions; if not, make a new one from the history. */
  knows(state: Pick<TrackerState, 'of'>): boolean {
    return state.of === this.#index.of;
  }

  /** The state with one signal more, which it must not have had before. Settle afterwards. */
  advance(state: TrackerState, signal: Signal): TrackerState {
    this.#index.assertKnown(state);
    const events = this.#index.advance(state.events, signal);
    return events === state.events ? state : { ...state, events };
  }

  /** Finds the segments of a person at `subject.now`, and what changed since they were settled last. */
  settle(state: TrackerState, subject: RuleSubject): Settled {
    this.#index.assertKnown(state);
    const members: string[] = [];
    const segments = new Set<string>();
    for (const name of subject.segments ?? []) if (!this.#conditions.has(name)) segments.add(name);
    const view: View = { subject: { ...subject, segments }, events: state.events };
    let nextChangeAt = Infinity;
    for (const { name, condition, isReferred } of this.#all) {
      const { holds, until } = condition.standing(view);
      if (until < nextChangeAt) nextChangeAt = until;
      if (!holds) continue;
      members.push(name);
      if (isReferred) segments.add(name);
    }
    const changes = isSame(state.members, members) ? [] : this.#changes(state.members, new Set(members), view);
    return {
      state: changes.length === 0 ? state : { ...state, members },
      members,
      changes,
      nextChangeAt: nextChangeAt === Infinity ? undefined : nextChangeAt,
    };
  }

  /** Why a person is in a segment; nothing when they are not. Costs as much as settling. */
  explain(state: TrackerState, subject: RuleSubject, segment: string): readonly MembershipReason[] {
    const { changes } = this.settle({ ...state, members: [] }, subject);
    return changes.find((change) => change.segment === segment)?.reasons ?? [];
  }

  #changes(before: readonly string[], after: ReadonlySet<string>, view: View): MembershipChange[] {
    const was = new Set(before);
    const told = (segment: string, change: MembershipChange['change']): MembershipChange => {
      const reasons: MembershipReason[] = [];
      this.#conditions.get(segment)?.explain(view, change === 'entered', reasons);
      return { segment, change, at: view.subject.now, reasons };
    };
    return [
      ...before.filter((segment) => !after.has(segment)).map((segment) => told(segment, 'left')),
      ...[...after].filter((segment) => !was.has(segment)).map((segment) => told(segment, 'entered')),
    ];
  }
}

function isSame(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((name, place) => name === after[place]);
}

function assertAtMost(count: number, most: number, what: string): void {
  if (count <= most) return;
  throw new SintoniaError('INPUT_TOO_LARGE', `At most ${most} ${what}, all rules together.`);
}
