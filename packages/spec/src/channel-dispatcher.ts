import type { Message } from './message.js';
import type { Profile } from './profile.js';

export interface DispatchContext {
  /** The message's `sendKey`, for providers that can keep a promise about it. */
  readonly idempotencyKey: string;
  /**
   * Fires when the claim on the message runs out: stop, and throw DELIVERY_UNKNOWN if it may have been accepted,
   * DELIVERY_TRANSIENT if surely not.
   */
  readonly abort: AbortSignal;
}

/** The provider's word that it took the message. */
export interface Receipt {
  /** The provider's own id, for matching what it reports later. */
  readonly providerId?: string;
}

/**
 * Hands messages to one provider. Returning means accepted. Everything else is an error that says what is known:
 * DELIVERY_REJECTED and ADDRESS_INVALID (never), DELIVERY_TRANSIENT (surely not accepted, try later), DELIVERY_RATE_LIMITED and
 * DELIVERY_UNAUTHORISED (surely not accepted, and no message will be for now), DELIVERY_UNKNOWN (perhaps accepted). Any other
 * error counts as DELIVERY_UNKNOWN.
 */
export interface ChannelDispatcher {
  readonly name: string;
  readonly specVersion: 1;
  /** Such as `email`, `sms`, `push`. */
  readonly channel: string;
  dispatch(message: Message, context: DispatchContext): Promise<Receipt>;
  /** Where this person can be reached. Default: the trait `email` for `email`, `phone` for `sms`; none for others. */
  addressOf?(profile: Profile): string | undefined;
  readonly limits?: {
    /** Messages at once. Default: 8. */
    readonly concurrency?: number;
  };
}
