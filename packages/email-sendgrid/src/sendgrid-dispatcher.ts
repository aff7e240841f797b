import { type Transport, transport } from '@sintonia/adapter-kit';
import { mailOf } from '@sintonia/adapter-kit/mail';
import type {
  ChannelDispatcher,
  DeliveryEvent,
  DispatchContext,
  Message,
  Receipt,
  WebhookRequest,
} from '@sintonia/spec';
import { sendgridEmail } from './sendgrid-email.js';
import { sendgridEvents } from './sendgrid-events.js';
import type { SendgridSettings } from './sendgrid-options.js';
import { sendgridVerdict } from './sendgrid-verdict.js';
import { verifySignedWebhook } from './signed-webhook.js';

/** SendGrid takes 30 MB a message. */
const LARGEST = 30_000_000;

/**
 * Hands messages to SendGrid, and takes what SendGrid reports about them. One message a request: several recipients of one
 * request all get the same words.
 */
export class SendgridDispatcher implements ChannelDispatcher {
  readonly name = 'email-sendgrid';
  readonly specVersion = 1;
  readonly channel = 'email';
  readonly limits: NonNullable<ChannelDispatcher['limits']>;
  readonly #settings: SendgridSettings;
  readonly #send: Transport;

  constructor(settings: SendgridSettings) {
    const { concurrency, perSecond, timeoutMs, fetch } = settings;
    this.limits = { concurrency, batch: 1, ...(perSecond !== undefined && { perSecond }) };
    this.#settings = settings;
    this.#send = transport({ timeoutMs, verdict: sendgridVerdict, ...(fetch && { fetch }) });
  }

  /**
   * Resolves when SendGrid has taken the message. SendGrid has no idempotency keys: nothing is repeated that may have been taken.
   *
   * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED,
   *   SINTONIA_DELIVERY_RATE_LIMITED, SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN.
   */
  async dispatch(message: Message, { abort }: DispatchContext): Promise<Receipt> {
    const { url, apiKey, from } = this.#settings;
    const mail = mailOf(message, { from, largest: LARGEST });
    const body = JSON.stringify(sendgridEmail(message, mail, this.#settings));
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const place = new URL('v3/mail/send', url);
    const answer = await this.#send({ url: place, method: 'POST', headers, body, abort });
    const id = answer.headers.get('x-message-id');
    return id === null ? {} : { providerId: id };
  }

  /** Whether SendGrid sent this. @throws SINTONIA_WEBHOOK_UNVERIFIED when not, and always without `webhookKey`. */
  async verify(request: WebhookRequest): Promise<void> {
    verifySignedWebhook(request, this.#settings.webhookKey);
  }

  /** What SendGrid reports. @throws SINTONIA_INPUT_INVALID that names the field. */
  parseFeedback({ rawBody }: WebhookRequest): readonly DeliveryEvent[] {
    return sendgridEvents(rawBody);
  }
}
