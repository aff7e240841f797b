import type { MembershipReason, Signal } from '@sintonia/spec';
import { compileCondition } from '../compile/compile-condition.js';
import type { CompiledCondition, View } from '../compile/compiled-condition.js';
import { EventIndex } from '../events/event-index.js';
import type { EventStates } from '../events/event-state.js';
import type { Rule } from '../language/rule.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { parseRule } from '../parse/parse-rule.js';

/** What is remembered of one person. Plain JSON; keep it where you like. */
export interface RuleState {
  /** Of which conditions. */
  readonly of: string;
  readonly events: EventStates;
}

/**
 * One rule for many people, each with a small state that moves on signal by signal. At any moment it answers as `compileRule`
 * does from the whole history, in whichever order the signals came (sequences: as long as none is later than 64 others of its
 * steps). What a signal costs depends on the rule alone, not on the number of people nor the length of their histories.
 */
export class IncrementalRule {
  readonly #index = new EventIndex();
  readonly #condition: CompiledCondition;

  /** @throws SINTONIA_INPUT_* as `parseRule` does. */
  constructor(rule: Rule) {
    this.#condition = compileCondition(parseRule(rule).rule, this.#index);
  }

  /** Types of the signals that it heeds: others change no state. */
  get types(): readonly string[] {
    return this.#index.types;
  }

  /** The state of a person, from what they did so far. */
  start(history: readonly Signal[] = []): RuleState {
    return { of: this.#index.of, events: this.#index.replay(history) };
  }

  /** Whether the state was made for these conditions; if not, make a new one from the history. */
  knows(state: RuleState): boolean {
    return state.of === this.#index.of;
  }

  /** The state with one signal more, which it must not have had before; the same object when the rule does not heed it. */
  advance(state: RuleState, signal: Signal): RuleState {
    this.#index.assertKnown(state);
    const events = this.#index.advance(state.events, signal);
    return events === state.events ? state : { of: state.of, events };
  }

  matches(state: RuleState, subject: RuleSubject): boolean {
    return this.#condition.holds(this.#view(state, subject));
  }

  /** The facts that make it match; none when it does not. */
  explain(state: RuleState, subject: RuleSubject): MembershipReason[] {
    const view = this.#view(state, subject);
    const reasons: MembershipReason[] = [];
    if (this.#condition.holds(view)) this.#condition.explain(view, true, reasons);
    return reasons;
  }

  /**
   * Until when (exclusive, milliseconds since 1970) the answer stays unless a signal comes, or the profile, segments or lists
   * change. Undefined when time alone does not change it.
   */
  nextChangeAt(state: RuleState, subject: RuleSubject): number | undefined {
    const { until } = this.#condition.standing(this.#view(state, subject));
    return until === Infinity ? undefined : until;
  }

  #view(state: RuleState, subject: RuleSubject): View {
    this.#index.assertKnown(state);
    return { subject, events: state.events };
  }
}
