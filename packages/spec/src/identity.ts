import type { PersonReference } from './person.js';

/** One entry of the merge ledger. Entries are only ever added, so that whoever asks later can see what was taken back. */
export interface IdentityChange {
  /**
   * `merged`: from here on all that the device ever sent counts for the person. `shared`: somebody else was identified on it, so
   * what it sends from here on counts for nobody known; what it sent before stays. `unmerged`: both are as if never merged.
   */
  readonly change: 'merged' | 'shared' | 'unmerged';
  /** The known person, or the one it was. */
  readonly userId: string;
  /** The browser or device. */
  readonly anonymousId: string;
  /** Which call did it. */
  readonly by: 'identify' | 'merge' | 'unmerge';
  /** When, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * Why a device does not count for a person. `blocked`: its id is a placeholder that many send. `knownPerson`: its id is the user
 * id of somebody known. `otherPerson`: it counts for somebody else. `shared`: several people use it. `tooManyDevices`: the person
 * has as many as one may have. `mergedTooOften`: it was merged as often as a device may be.
 */
export type IdentityObstacle =
  | 'blocked'
  | 'knownPerson'
  | 'otherPerson'
  | 'shared'
  | 'tooManyDevices'
  | 'mergedTooOften';

/** A known person and a browser or device. */
export interface IdentityPair {
  readonly userId: string;
  readonly anonymousId: string;
}

/**
 * Which anonymous ids are whose. Merging moves nothing: signals stay under the id that they came with, and a ledger of links
 * says for whom they count. So every merge can be taken back.
 */
export interface Identity {
  /**
   * Has everything that a device sent, and will send, count for a known person, as `identify` does with both ids. Merging what
   * is merged already changes nothing. What Segment calls `alias`: give its `previousId` as `anonymousId`.
   *
   * @throws SINTONIA_IDENTIFIER_BLOCKED (`userId` or `anonymousId`) for placeholders, SINTONIA_IDENTITY_CONFLICT (`anonymousId`)
   *   when it counts for somebody else, is shared, or is the user id of somebody known, SINTONIA_IDENTITY_LIMIT (`anonymousId`).
   *   `details.because` is an {@link IdentityObstacle}. Nothing is changed then.
   */
  merge(pair: IdentityPair): Promise<void>;
  /**
   * Takes a merge back: both have the profile, history and consent of their own again, as if never merged. What was withdrawn
   * while they were merged stays withdrawn for both.
   *
   * @throws SINTONIA_IDENTITY_UNKNOWN (`anonymousId`) when the device does not count for this person.
   */
  unmerge(pair: IdentityPair): Promise<void>;
  /** Every merge of this person or device that there was, and what became of it, oldest first. */
  ledgerOf(reference: PersonReference): Promise<readonly IdentityChange[]>;
}
