import type { FitContext, FitReport } from './fit.js';
import type { PersonId } from './person.js';
import type { DataRequirement, Prediction } from './prediction.js';
import type { PersonHistory, Profile } from './profile.js';
import type { MembershipReason } from './reason.js';

/** That a person belongs to a segment, how sure that is, and why. */
export interface Membership {
  /** The segmenter that says so. */
  readonly segmenter: string;
  readonly segment: string;
  /** 0 to 1. Rules are sure (1); predictions give a calibrated probability. */
  readonly confidence: number;
  readonly reasons: readonly MembershipReason[];
}

export interface SegmenterRequest {
  readonly profile: Profile;
  readonly history: PersonHistory;
  /** The moment of asking, in milliseconds since 1970. */
  readonly now: number;
}

/** Says which groups a person belongs to. */
export interface Segmenter {
  readonly name: string;
  readonly specVersion: 1;
  /** Every segment that it can name, for reports and filters. */
  readonly segments: readonly string[];
  /** Pure: the same request and model give the same answer. An unfitted segmenter answers with no membership. */
  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[];
  /**
   * What this person will do, as far as it can be said. Pure, as `assign`. Every prediction that it has a name for is in the
   * answer, in the same order for everybody: with a number, or with what is lacking for one.
   */
  predict?(request: SegmenterRequest): readonly Prediction[];
  /** What it needs to learn anything. Below, a fit ends as `insufficientData`, and so does every prediction. */
  readonly dataRequirements?: readonly DataRequirement[];
  /** Learns from everybody. @throws SINTONIA_ABORTED; the previous model then stays. */
  fit?(context: FitContext): Promise<FitReport>;
  /** The model as bytes; `restore` brings it back. Absent before the first fit. */
  snapshot?(): Uint8Array | undefined;
  /** @throws SINTONIA_SNAPSHOT_INVALID; the previous model then stays. */
  restore?(bytes: Uint8Array): void;
}

/** Memberships of one person in all segmenters. */
export interface Segments {
  readonly person: PersonId;
  readonly memberships: readonly Membership[];
}
