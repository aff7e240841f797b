import type { DeliveryEvent } from './delivery-event.js';
import type { SintoniaError } from './errors.js';
import type { Message } from './message.js';
import type { Profile } from './profile.js';
import type { WebhookRequest } from './signal-collector.js';

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
  /**
   * Several messages in one request, at most `limits.batch`. Resolves to a word about each, in their order: one bad recipient
   * fails nobody else. Throwing says the same of all. Default: `dispatch`, one by one.
   */
  dispatchMany?(messages: readonly Message[], context: DispatchContext): Promise<readonly (Receipt | SintoniaError)[]>;
  /** Where this person can be reached. Default: the trait `email` for `email`, `phone` for `sms`; none for others. */
  addressOf?(profile: Profile): string | undefined;
  readonly limits?: {
    /** Requests at once. Default: 8. */
    readonly concurrency?: number;
    /** Messages in one `dispatchMany`. Default: 1. */
    readonly batch?: number;
    /** Messages in a second, in this process. Default: as many as go. */
    readonly perSecond?: number;
  };
  /** Whether the request really comes from the provider. @throws SINTONIA_WEBHOOK_UNVERIFIED when it does not. */
  verify?(request: WebhookRequest): Promise<void>;
  /**
   * What a verified request reports. Pure: no clock, no network; the same request gives the same events, with the same ids.
   *
   * @throws SINTONIA_INPUT_INVALID that names the field.
   */
  parseFeedback?(request: WebhookRequest): readonly DeliveryEvent[];
  /**
   * Does what a verified request asks for that reports nothing, such as confirming a subscription. Resolves to whether that was
   * all of it. Called before `parseFeedback`.
   */
  shakeHands?(request: WebhookRequest, abort: AbortSignal): Promise<boolean>;
}
