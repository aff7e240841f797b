import { type MembershipReason, type Signal, SintoniaError } from '@sintonia/spec';
import { compileCondition } from '../compile/compile-condition.js';
import type { CompiledCondition, View } from '../compile/compiled-condition.js';
import { standing } from '../compile/standing.js';
import { EventIndex } from '../events/event-index.js';
import { fingerprint } from '../events/fingerprint.js';
import type { Rule } from '../language/rule.js';
import { ruleLimits } from '../language/rule-limits.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { assertAcyclic } from '../parse/assert-acyclic.js';
import { parseRules } from '../parse/parse-rules.js';
import { segmentsIn, signalsIn } from '../parse/references-in.js';
import { membershipIn, settledNever, type TrackerState, unsettled } from './tracker-state.js';

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

interface Tracked {
  readonly name: string;
  readonly condition: CompiledCondition;
  readonly isReferred: boolean;
  /** Types of signals, where the rule looks at nothing else: while none of them comes, its answer stands. */
  readonly types: ReadonlySet<string> | undefined;
}

/**
 * A set of segments declared as rules, for many people: says who enters and leaves which as signals come and time passes. A
 * condition that several rules share is remembered once. References between the rules are resolved here; other segments are
 * looked up in the subject.
 */
export class MembershipTracker {
  /** Names of the segments, each after those that it refers to. */
  readonly segments: readonly string[];
  /** The same for the same rules, in every process. */
  readonly version: string;
  readonly #index = new EventIndex();
  readonly #conditions: ReadonlyMap<string, CompiledCondition>;
  /** In order, as a list: going through it with every signal makes no garbage. */
  readonly #all: readonly Tracked[];

  /**
   * @throws SINTONIA_INPUT_* as `parseRule` and `assertAcyclic` do, with the segment's name at the head of `field`;
   *   SINTONIA_INPUT_TOO_LARGE also for more than 1,000 segments, or more to keep for one person than 20,000 moments.
   */
  constructor(rules: Readonly<Record<string, Rule>>) {
    assertAtMost(Object.keys(rules).length, ruleLimits.segments, 'segments');
    const parsed = parseRules(rules);
    this.segments = assertAcyclic(parsed);
    this.version = fingerprint(JSON.stringify(Object.entries(parsed)));
    this.#conditions = new Map(
      this.segments.map((name) => [name, compileCondition((parsed[name] as Rule).rule, this.#index)]),
    );
    const referred = new Set(Object.values(parsed).flatMap(({ rule }) => segmentsIn(rule)));
    this.#all = [...this.#conditions].map(([name, condition]) => {
      return { name, condition, isReferred: referred.has(name), types: signalsIn((parsed[name] as Rule).rule) };
    });
    assertAtMost(this.#index.kept, ruleLimits.keptTogether, 'moments to keep for each person. Lower the counts');
  }

  /** Whether a signal may change a state. The others need not be in a history. */
  heeds({ type }: Pick<Signal, 'type'>): boolean {
    return this.#index.heeds(type);
  }

  /** The state of a person, from what they did so far; they are in no segment until settled. */
  start(history: readonly Signal[] = []): TrackerState {
    return { of: this.#index.of, events: this.#index.replay(history), ...settledNever };
  }

  /** Whether the state was made for these conditions; if not, make a new one from the history. */
  knows(state: Pick<TrackerState, 'of'>): boolean {
    return state.of === this.#index.of;
  }

  /** The state with one signal more, which it must not have had before. Settle afterwards. */
  advance(state: TrackerState, signal: Signal): TrackerState {
    this.#index.assertKnown(state);
    const events = this.#index.advance(state.events, signal);
    if (events === state.events) return state;
    const { heard = [] } = state;
    return { ...state, events, heard: heard.includes(signal.type) ? heard : [...heard, signal.type] };
  }

  /**
   * Finds the segments of a person at `subject.now`, and what changed since they were settled last. Rules of signals alone are
   * asked only where such a signal came since, or their time has passed; all others always.
   */
  settle(state: TrackerState, subject: RuleSubject): Settled {
    this.#index.assertKnown(state);
    const { heard = [], stands } = state;
    const [from, until] = stands;
    const { now } = subject;
    const isStanding = state.version === this.version && now >= from && now < (until ?? Infinity);
    const wasIn = membershipIn(state, this.version);
    const members: string[] = [];
    const left: string[] = [];
    const entered: string[] = [];
    const segments = new Set<string>();
    for (const name of subject.segments ?? []) if (!this.#conditions.has(name)) segments.add(name);
    const view: View = { subject: { ...subject, segments }, events: state.events };
    let standsUntil = isStanding ? (until ?? Infinity) : Infinity;
    let nextChangeAt = Infinity;
    for (const { name, condition, isReferred, types } of this.#all) {
      const was = wasIn(name);
      const isAsked = !isStanding || types === undefined || hasAny(types, heard);
      const { holds, until } = isAsked ? condition.standing(view) : standing(was);
      if (types) standsUntil = Math.min(standsUntil, until);
      else nextChangeAt = Math.min(nextChangeAt, until);
      if (holds) members.push(name);
      if (holds && isReferred) segments.add(name);
      if (holds !== was) (holds ? entered : left).push(name);
    }
    if (state.version !== this.version) left.push(...state.members.filter((name) => !this.#conditions.has(name)));
    const changes = [...this.#told(left, 'left', view), ...this.#told(entered, 'entered', view)];
    const isAsBefore = changes.length === 0 && isStanding && heard.length === 0;
    nextChangeAt = Math.min(nextChangeAt, standsUntil);
    return {
      state: isAsBefore ? state : this.#settled(state, members, [now, finite(standsUntil) ?? null]),
      members,
      changes,
      nextChangeAt: finite(nextChangeAt),
    };
  }

  /** Why a person is in a segment; nothing when they are not. Costs as much as settling. */
  explain(state: TrackerState, subject: RuleSubject, segment: string): readonly MembershipReason[] {
    const { changes } = this.settle(unsettled(state), subject);
    return changes.find((change) => change.segment === segment)?.reasons ?? [];
  }

  #settled(
    { heard: _, ...state }: TrackerState,
    members: readonly string[],
    stands: TrackerState['stands'],
  ): TrackerState {
    return { ...state, members, version: this.version, stands };
  }

  #told(segments: readonly string[], change: MembershipChange['change'], view: View): MembershipChange[] {
    return segments.map((segment) => {
      const reasons: MembershipReason[] = [];
      this.#conditions.get(segment)?.explain(view, change === 'entered', reasons);
      return { segment, change, at: view.subject.now, reasons };
    });
  }
}

const finite = (at: number) => (at === Infinity ? undefined : at);

function hasAny(types: ReadonlySet<string>, heard: readonly string[]): boolean {
  for (const type of heard) if (types.has(type)) return true;
  return false;
}

function assertAtMost(count: number, most: number, what: string): void {
  if (count <= most) return;
  throw new SintoniaError('INPUT_TOO_LARGE', `At most ${most} ${what}, all rules together.`);
}
