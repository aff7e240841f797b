import { type Answer, type Transport, transport } from '@sintonia/adapter-kit';
import { mailOf, verifyHeader, type WordAboutOne, wordOf, wordsAboutEach } from '@sintonia/adapter-kit/mail';
import type {
  ChannelDispatcher,
  DeliveryEvent,
  DispatchContext,
  Message,
  Receipt,
  WebhookRequest,
} from '@sintonia/spec';
import { postmarkEmail } from './postmark-email.js';
import { postmarkEvents } from './postmark-events.js';
import type { PostmarkSettings } from './postmark-options.js';
import { postmarkVerdict, wordsOf } from './postmark-words.js';

/** Postmark takes 10 MB a message, and 50 MB or 500 messages a request. */
const LARGEST = 10_000_000;
const LARGEST_BATCH = 50_000_000;
const MOST_AT_ONCE = 500;

/** Hands messages to Postmark, and takes what Postmark reports about them. */
export class PostmarkDispatcher implements ChannelDispatcher {
  readonly name = 'email-postmark';
  readonly specVersion = 1;
  readonly channel = 'email';
  readonly limits: NonNullable<ChannelDispatcher['limits']>;
  readonly #settings: PostmarkSettings;
  readonly #send: Transport;

  constructor(settings: PostmarkSettings) {
    const { concurrency, perSecond, timeoutMs, fetch } = settings;
    this.limits = { concurrency, batch: MOST_AT_ONCE, ...(perSecond !== undefined && { perSecond }) };
    this.#settings = settings;
    this.#send = transport({ timeoutMs, verdict: postmarkVerdict, ...(fetch && { fetch }) });
  }

  /**
   * Resolves when Postmark has taken the message. Postmark has no idempotency keys: nothing is repeated that may have been taken.
   *
   * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED,
   *   SINTONIA_DELIVERY_RATE_LIMITED, SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN.
   */
  async dispatch(message: Message, { abort }: DispatchContext): Promise<Receipt> {
    const answer = await this.#post('email', this.#ready(message), abort);
    return { providerId: (answer.json() as { readonly MessageID: string }).MessageID };
  }

  /** Up to 500 messages, in one request where they are no more than 50 MB together. Each succeeds or fails on its own. */
  async dispatchMany(messages: readonly Message[], { abort }: DispatchContext): Promise<readonly WordAboutOne[]> {
    const ready = (message: Message) => this.#ready(message);
    return wordsAboutEach(messages, ready, async (all) => {
      const words: WordAboutOne[] = [];
      for (const part of partsOf(all)) words.push(...(await this.#sendTogether(part, abort)));
      return words;
    });
  }

  /** Whether Postmark sent this. @throws SINTONIA_WEBHOOK_UNVERIFIED when not, and always without `webhook`. */
  async verify(request: WebhookRequest): Promise<void> {
    verifyHeader(request, this.#settings.webhook);
  }

  /** What Postmark reports. @throws SINTONIA_INPUT_INVALID that names the field. */
  parseFeedback(request: WebhookRequest): readonly DeliveryEvent[] {
    return postmarkEvents(request);
  }

  /** The message as JSON. */
  #ready(message: Message): string {
    const mail = mailOf(message, { from: this.#settings.from, largest: LARGEST });
    return JSON.stringify(postmarkEmail(message, mail, this.#settings));
  }

  async #sendTogether(part: readonly string[], abort: AbortSignal): Promise<readonly WordAboutOne[]> {
    try {
      return wordsOf(await this.#post('email/batch', `[${part.join()}]`, abort), part.length);
    } catch (error) {
      const word = wordOf(error);
      return part.map(() => word);
    }
  }

  #post(path: string, body: string, abort: AbortSignal): Promise<Answer> {
    const { url, serverToken } = this.#settings;
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-postmark-server-token': serverToken,
    };
    const place = new URL(path, url);
    return this.#send({ url: place, method: 'POST', headers, body, abort });
  }
}

/** In their order, as many together as a request may hold. */
function partsOf(bodies: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const body of bodies) {
    const bytes = Buffer.byteLength(body) + 1;
    if (size + bytes > LARGEST_BATCH) {
      parts.push([]);
      size = 1;
    }
    parts.at(-1)?.push(body);
    size += bytes;
  }
  return parts;
}
