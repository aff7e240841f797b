import type { SintoniaError } from './errors.js';
import type { JsonValue } from './json.js';
import type { PersonReference } from './person.js';

/** What another system is to know about a person: always the whole of it, not what changed. */
export interface PersonUpdate {
  readonly person: PersonReference;
  /** Told and computed traits, as far as they were asked for, by name. */
  readonly traits: Readonly<Record<string, JsonValue>>;
  /** Names of the segments that the person is in. Leaving one shows in its absence. */
  readonly segments: readonly string[];
  /** Ids of recommended items, best first. Absent when none were asked for. */
  readonly picks?: readonly string[];
}

/** Writes what we found out back to a platform: its contacts, tags, metafields, audiences. */
export interface Destination {
  readonly name: string;
  readonly specVersion: 1;
  /**
   * Resolves to a word about each person, in their order: `undefined` where it is written, or else the error. Writing the same
   * again changes nothing. Throwing says the same of all.
   */
  write(
    updates: readonly PersonUpdate[],
    context: { readonly abort: AbortSignal },
  ): Promise<readonly (SintoniaError | undefined)[]>;
  readonly limits?: {
    /** People in one `write`. Default: 100. */
    readonly batch?: number;
  };
}
