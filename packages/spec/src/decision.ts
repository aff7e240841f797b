import type { Purpose } from './consent.js';
import type { JsonValue } from './json.js';
import type { PersonId } from './person.js';
import type { Profile } from './profile.js';
import type { MessageFrequency } from './subscriptions.js';

/** Whether somebody gets the personal version or, to measure what that is worth, the generic one. */
export type Variant = 'personal' | 'generic';

/** A person's place in the global holdout or an experiment. */
export interface Assignment {
  readonly variant: Variant;
  /** Probability with which this variant was to be drawn, above 0 and at most 1. */
  readonly propensity: number;
  /** Arm of an experiment, where one runs. */
  readonly arm?: string;
}

/** Asked by *decide* and *recommend*: who is held out, who sees which arm. A pure function of person and purpose. */
export interface Assigner {
  readonly name: string;
  readonly specVersion: 1;
  assign(person: PersonId, purpose: string): Assignment;
}

/** What one rule said. */
export interface RuleVerdict {
  readonly rule: string;
  readonly verdict: 'pass' | 'later' | 'hold';
  /** A stable word for machines, such as `consentDenied` or `quietHours`. */
  readonly because: string;
  /** With `later`: from when on, in milliseconds since 1970. */
  readonly until?: number;
  readonly details?: Readonly<Record<string, JsonValue>>;
}

export interface DecisionContext {
  readonly person: PersonId;
  readonly profile: Profile;
  readonly campaign: string;
  readonly channel: string;
  readonly purpose: Purpose;
  /** The campaign's topic, if it has one. */
  readonly topic?: string | undefined;
  /** How often the person chose to be written to. Absent: as it comes. */
  readonly frequency?: MessageFrequency | undefined;
  /** Address on the channel; absent when unknown. */
  readonly address?: string | undefined;
  /** When messages of each campaign went to this person, newest first, milliseconds since 1970; up to 90 days back. */
  readonly sent: readonly { readonly campaign: string; readonly channel: string; readonly at: number }[];
  readonly now: number;
}

/** One rule about whether and when a message may go out. Pure; the first `hold` wins, else the latest `later`. */
export interface DecisionRule {
  readonly name: string;
  readonly specVersion: 1;
  judge(context: DecisionContext): Omit<RuleVerdict, 'rule'>;
}

/** May we, what, when, through which channel; with the word of every rule that spoke. */
export interface Decision {
  readonly person: PersonId;
  readonly campaign: string;
  readonly channel: string;
  readonly purpose: Purpose;
  /** The campaign's topic, if it has one. */
  readonly topic?: string;
  readonly outcome: 'send' | 'later' | 'hold';
  /** When to send, in milliseconds since 1970. Absent with `hold`. */
  readonly at?: number;
  readonly variant: Variant;
  /** Probability with which `variant` was to be chosen. */
  readonly propensity: number;
  readonly trace: readonly RuleVerdict[];
}
