import type { Content, Decision, MessageState } from '@sintonia/spec';

/** A message on its way, as it lies in the store. Address and content go as soon as they are no longer needed. */
export interface OutboxRow {
  readonly sendKey: string;
  readonly campaign: string;
  readonly occasion: string;
  readonly channel: string;
  readonly locale: string;
  readonly decision: Decision;
  readonly itemIds: readonly string[];
  readonly state: MessageState;
  /** Tries that were surely not accepted; being asked to slow down, or to log in, is none. */
  readonly attempts: number;
  /** When it was queued, last: under this moment the frequency cap knows it. */
  readonly queuedAt: number;
  /** When there is something to do with it next; the claim's end while it is claimed. */
  readonly dueAt: number;
  readonly changedAt: number;
  /** From when on it is not worth getting. */
  readonly expiresAt?: number;
  /** Whether it is tried again when nobody knows if it was accepted. */
  readonly isRepeatable?: true;
  /** Whether an earlier try was perhaps accepted: nobody may say then that it surely was not. */
  readonly isDoubtful?: true;
  /** Of the latest claim: who claims it anew gets another one, and only the owner of this one may say what became of it. */
  readonly token?: string;
  readonly to?: string;
  /** Under it the address is known when it is gone itself. */
  readonly mark: string;
  readonly content?: Content;
  /** Why it failed, was suppressed or is unknown. */
  readonly code?: string;
  /** Name of the dispatcher that was asked last. */
  readonly provider?: string;
  /** The provider's own id of it. */
  readonly providerId?: string;
}

export const finalStates: ReadonlySet<MessageState> = new Set(['sent', 'failed', 'unknown', 'suppressed', 'expired']);

/** Final, but not surely arrived: somebody may want to look at them. */
export const restingStates: ReadonlySet<MessageState> = new Set(['failed', 'unknown', 'expired']);
