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
  /** When there is something to do with it next; the claim's end while it is claimed. */
  readonly dueAt: number;
  readonly changedAt: number;
  readonly to?: string;
  readonly content?: Content;
  /** Why it failed, was suppressed or is unknown. */
  readonly code?: string;
  readonly providerId?: string;
}

export const finalStates: ReadonlySet<MessageState> = new Set(['sent', 'failed', 'unknown', 'suppressed']);
