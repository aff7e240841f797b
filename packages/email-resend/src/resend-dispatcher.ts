import { createHash } from 'node:crypto';
import { type Answer, type Transport, transport, verifyStandardWebhook } from '@sintonia/adapter-kit';
import { mailOf, type WordAboutOne, wordOf, wordsAboutEach } from '@sintonia/adapter-kit/mail';
import type {
  ChannelDispatcher,
  DeliveryEvent,
  DispatchContext,
  Message,
  Receipt,
  WebhookRequest,
} from '@sintonia/spec';
import { batchWords } from './batch-words.js';
import { type ResendEmail, resendEmail } from './resend-email.js';
import { resendEvents } from './resend-events.js';
import type { ResendSettings } from './resend-options.js';
import { resendVerdict } from './resend-verdict.js';

/** Resend takes 40 MB an e-mail, files as base64. */
const LARGEST = 40_000_000;
const MOST_AT_ONCE = 100;
const LONGEST_KEY = 256;

interface Ready {
  readonly sendKey: string;
  readonly email: ResendEmail;
}

/** Hands messages to Resend, each under its own idempotency key, and takes what Resend reports about them. */
export class ResendDispatcher implements ChannelDispatcher {
  readonly name = 'email-resend';
  readonly specVersion = 1;
  readonly channel = 'email';
  readonly limits: NonNullable<ChannelDispatcher['limits']>;
  readonly #settings: ResendSettings;
  readonly #send: Transport;

  constructor(settings: ResendSettings) {
    const { concurrency, perSecond, timeoutMs, fetch } = settings;
    this.limits = { concurrency, batch: MOST_AT_ONCE, ...(perSecond !== undefined && { perSecond }) };
    this.#settings = settings;
    this.#send = transport({ timeoutMs, verdict: resendVerdict, ...(fetch && { fetch }) });
  }

  /**
   * Resolves when Resend has taken the message. Within a day the same send key is taken once.
   *
   * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED,
   *   SINTONIA_DELIVERY_RATE_LIMITED, SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN.
   */
  async dispatch(message: Message, { idempotencyKey, abort }: DispatchContext): Promise<Receipt> {
    return this.#sendOne(this.#ready(message), idempotencyKey, abort);
  }

  /**
   * Up to 100 messages in one request. A bad one fails nobody else (`x-batch-validation: permissive`). Messages with files go one by one,
   * since a batch takes none.
   */
  async dispatchMany(messages: readonly Message[], { abort }: DispatchContext): Promise<readonly WordAboutOne[]> {
    const ready = (message: Message) => this.#ready(message);
    return wordsAboutEach(messages, ready, async (all) => {
      const words = new Map<Ready, WordAboutOne>();
      const together = all.filter(({ email }) => email.attachments === undefined);
      const told = together.length === 0 ? [] : await this.#sendTogether(together, abort);
      for (const [index, one] of together.entries()) words.set(one, told[index] as WordAboutOne);
      for (const one of all) {
        if (!words.has(one)) words.set(one, await this.#sendOne(one, one.sendKey, abort).catch(wordOf));
      }
      return all.map((one) => words.get(one) as WordAboutOne);
    });
  }

  /** Whether Resend sent this. @throws SINTONIA_WEBHOOK_UNVERIFIED when not, and always without `webhookSecret`. */
  async verify(request: WebhookRequest): Promise<void> {
    verifyStandardWebhook(request, { secrets: this.#settings.webhookSecret });
  }

  /** What Resend reports. @throws SINTONIA_INPUT_INVALID that names the field. */
  parseFeedback(request: WebhookRequest): readonly DeliveryEvent[] {
    return resendEvents(request);
  }

  #ready(message: Message): Ready {
    const mail = mailOf(message, { from: this.#settings.from, largest: LARGEST });
    return { sendKey: message.sendKey, email: resendEmail(message, mail) };
  }

  async #sendOne({ email }: Ready, idempotencyKey: string, abort: AbortSignal): Promise<Receipt> {
    const answer = await this.#post('emails', email, keyOf(idempotencyKey), abort);
    return { providerId: (answer.json() as { readonly id: string }).id };
  }

  async #sendTogether(all: readonly Ready[], abort: AbortSignal): Promise<readonly WordAboutOne[]> {
    const key = `batch-${hash(JSON.stringify(all.map(({ sendKey }) => sendKey)))}`;
    const emails = all.map(({ email }) => email);
    try {
      const answer = await this.#post('emails/batch', emails, key, abort, { 'x-batch-validation': 'permissive' });
      return batchWords(answer.json(), all.length);
    } catch (error) {
      const word = wordOf(error);
      return all.map(() => word);
    }
  }

  #post(
    path: string,
    body: unknown,
    key: string,
    abort: AbortSignal,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const { url, apiKey } = this.#settings;
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': key,
      ...more,
    };
    const place = new URL(path, url);
    return this.#send({ url: place, method: 'POST', headers, body: JSON.stringify(body), repeatable: true, abort });
  }
}

/** A header takes no other script, and Resend no more than 256 characters. */
function keyOf(text: string): string {
  return /^[\x21-\x7e]+$/.test(text) && text.length <= LONGEST_KEY ? text : hash(text);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
