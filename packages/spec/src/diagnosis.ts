import type { JsonValue } from './json.js';

export interface Finding {
  /** A stable word, such as `noSignals`, `neverFitted`, `noItems`, `sameForEveryone`. */
  readonly finding: string;
  readonly severity: 'problem' | 'notice';
  /** One English sentence: what is so, and what to do. */
  readonly advice: string;
  readonly facts: Readonly<Record<string, JsonValue>>;
}

export interface Diagnosis {
  readonly findings: readonly Finding[];
}
