import type { Condition } from './condition.js';

/** A rule as it is stored and sent: plain JSON. */
export interface Rule {
  /** Version of the language. A rule of another version is refused, not guessed at. */
  readonly language: 1;
  readonly rule: Condition;
}
