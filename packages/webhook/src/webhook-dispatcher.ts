import { plainAddress, type Transport, transport, verifyStandardWebhook } from '@sintonia/adapter-kit';
import {
  type ChannelDispatcher,
  type Clock,
  type DeliveryEvent,
  type DispatchContext,
  type Message,
  type PersonReference,
  type Profile,
  personOf,
  type Receipt,
  systemClock,
  type WebhookRequest,
} from '@sintonia/spec';
import { deliveryEvents } from './delivery-events.js';
import { signedPost } from './signed-post.js';
import type { WebhookSettings } from './webhook-options.js';

/** Posts messages to one URL, signed, and takes what the receiver reports about them, signed by the same secrets. */
export class WebhookDispatcher implements ChannelDispatcher {
  readonly name: string;
  readonly specVersion = 1;
  readonly channel: string;
  readonly limits: { readonly concurrency: number };
  /** Where timestamps come from. */
  clock: Clock = systemClock;
  declare readonly addressOf?: (profile: Profile) => string | undefined;
  readonly #settings: WebhookSettings;
  readonly #send: Transport;
  readonly #tell: Transport;

  constructor(settings: WebhookSettings) {
    const { name, channel, concurrency, addressOf, fetch, timeoutMs } = settings;
    this.name = name;
    this.channel = channel;
    this.limits = { concurrency };
    if (addressOf !== undefined) this.addressOf = addressOf;
    this.#settings = settings;
    this.#send = transport({ fetch, timeoutMs });
    this.#tell = transport({ fetch, timeoutMs, errors: 'platform' });
  }

  /**
   * Resolves when the receiver has answered with 2xx. The receipt is the `webhook-id`.
   *
   * @throws SINTONIA_ADDRESS_INVALID (channel `email`), SINTONIA_DELIVERY_REJECTED (also an address that is not public),
   *   SINTONIA_DELIVERY_UNAUTHORISED, SINTONIA_DELIVERY_RATE_LIMITED, SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN.
   */
  async dispatch(message: Message, { idempotencyKey, abort }: DispatchContext): Promise<Receipt> {
    if (this.channel === 'email') plainAddress(message.to);
    const { url, secret, headers, repeatable } = this.#settings;
    const post = signedPost({ type: 'message.send', data: message }, idempotencyKey, this.clock.now(), secret);
    const signed = { ...headers, ...post.headers };
    await this.#send({ url, method: 'POST', headers: signed, body: post.body, repeatable, abort });
    return { providerId: post.id };
  }

  /**
   * Tells the receiver that somebody is to be forgotten. Its attempts share an id; who is erased again later has another, so that a
   * receiver that tells duplicates by it misses none.
   *
   * @throws SINTONIA_PLATFORM_*
   */
  async tellErased(person: PersonReference): Promise<void> {
    const { url, secret, headers } = this.#settings;
    const now = this.clock.now();
    const { userId, anonymousId } = person;
    const data = userId === undefined ? { anonymousId } : { userId };
    const post = signedPost({ type: 'person.erased', data }, JSON.stringify([personOf(person), now]), now, secret);
    const signed = { ...headers, ...post.headers };
    // Forgetting somebody twice does no harm.
    await this.#tell({ url, method: 'POST', headers: signed, body: post.body, repeatable: true });
  }

  /** Whether the receiver sent this. @throws SINTONIA_WEBHOOK_UNVERIFIED when not. */
  async verify(request: WebhookRequest): Promise<void> {
    verifyStandardWebhook(request, { secrets: this.#settings.secret });
  }

  /** What the receiver reports. @throws SINTONIA_INPUT_INVALID that names the field. */
  parseFeedback({ rawBody }: WebhookRequest): readonly DeliveryEvent[] {
    return deliveryEvents(rawBody);
  }
}
