import type { PendingRequest } from './consent.js';
import type { Decision } from './decision.js';
import type { DeliveryEventKind } from './delivery-event.js';
import type { BackfillReport } from './exchange.js';
import type { FitReport } from './fit.js';
import type { IdentityChange, IdentityObstacle, IdentityPair } from './identity.js';
import type { MessageState } from './message.js';
import type { PersonId } from './person.js';
import type { Drift } from './prediction.js';
import type { MembershipReason } from './reason.js';

/** What an engine tells its listeners. No addresses, no contents. */
export interface EngineEvents {
  collected: { readonly accepted: number; readonly duplicates: number; readonly refused: number };
  consent: { readonly person: PersonId; readonly purposes: readonly string[]; readonly granted: boolean };
  /** The merge ledger has grown; or (`refused`) `identify` left a device alone, and `because` says why. */
  identity: IdentityChange | (IdentityPair & { readonly change: 'refused'; readonly because: IdentityObstacle });
  /** A page of a backfill is durable. `fraction`: how much of the whole is done, where that can be told. */
  backfill: BackfillReport & { readonly fraction?: number };
  erased: { readonly person: PersonId };
  /** Asked for by way of a collector, and yours to answer, as with `privacy.export`; then call `privacy.settle`. Told once. */
  privacyRequest: PendingRequest;
  /** `remainingMs`: how long it will take at this pace; absent while nothing can be said. */
  fitProgress: { readonly model: string; readonly fraction: number; readonly remainingMs?: number };
  fitted: { readonly model: string; readonly report: FitReport };
  /** What a fit found to have changed since the one before. Only where something did. */
  drift: { readonly model: string; readonly drift: readonly Drift[] };
  decided: Decision;
  message: {
    readonly sendKey: string;
    readonly campaign: string;
    readonly state: MessageState;
    readonly code?: string;
  };
  /** A provider reported this about a message. Told once for each report, after it is stored. */
  feedback: {
    readonly kind: DeliveryEventKind;
    readonly channel: string;
    /** When it happened, by the provider's clock. Milliseconds since 1970. */
    readonly at: number;
    readonly by?: 'human' | 'machine';
    readonly because?: string;
    /** Absent where nobody knows which message it is about. */
    readonly message?: { readonly sendKey: string; readonly campaign: string; readonly person: PersonId };
  };
  /**
   * Somebody entered or left a segment that is declared as a rule. Told once for each change that is stored, after it is; by
   * the process that stored it.
   */
  membership: {
    readonly person: PersonId;
    readonly segment: string;
    readonly change: 'entered' | 'left';
    /** The moment of noticing, in milliseconds since 1970. */
    readonly at: number;
    /** The facts that keep them in, or out. None when the segment is no longer declared. */
    readonly reasons: readonly MembershipReason[];
  };
  /** What became of a run of a job in this process. `lost`: another process has taken over. */
  job: {
    readonly name: string;
    readonly scheduledFor: number;
    readonly state: 'started' | 'finished' | 'retrying' | 'failed' | 'lost';
    readonly code?: string;
  };
  error: { readonly where: string; readonly error: unknown };
}
