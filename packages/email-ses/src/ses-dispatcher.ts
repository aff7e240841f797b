import { type Transport, transport } from '@sintonia/adapter-kit';
import { mailOf } from '@sintonia/adapter-kit/mail';
import {
  type ChannelDispatcher,
  type Clock,
  type DeliveryEvent,
  type DispatchContext,
  type Message,
  type Receipt,
  SintoniaError,
  systemClock,
  type WebhookRequest,
} from '@sintonia/spec';
import { AwsV4Signer } from 'aws4fetch';
import { sesEvents } from './ses-events.js';
import { type Credentials, keysOf, type SesSettings } from './ses-options.js';
import { sesRequest } from './ses-request.js';
import { sesVerdict } from './ses-verdict.js';
import { SnsTopics } from './sns-topics.js';

/** SES takes 40 MB a message, files as base64. */
const LARGEST = 40_000_000;

/** Hands messages to SES, one a request, and takes what SES reports by way of SNS. */
export class SesDispatcher implements ChannelDispatcher {
  readonly name = 'email-ses';
  readonly specVersion = 1;
  readonly channel = 'email';
  readonly limits: NonNullable<ChannelDispatcher['limits']>;
  /** Where the time of signatures comes from. */
  clock: Clock = systemClock;
  readonly #settings: SesSettings;
  readonly #send: Transport;
  readonly #topics: SnsTopics;

  constructor(settings: SesSettings) {
    const { from, concurrency, perSecond, timeoutMs, fetch, topicArn } = settings;
    this.limits = { concurrency, ...(perSecond !== undefined && { perSecond }) };
    this.#settings = settings;
    this.#send = transport({ timeoutMs, verdict: sesVerdict(from.address), ...(fetch && { fetch }) });
    this.#topics = new SnsTopics(topicArn, fetch);
  }

  /**
   * Resolves when SES has taken the message. SES has no idempotency keys: what may have been taken is not sent again.
   *
   * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED,
   *   SINTONIA_DELIVERY_RATE_LIMITED, SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN.
   */
  async dispatch(message: Message, { abort }: DispatchContext): Promise<Receipt> {
    const { from, region, url } = this.#settings;
    const body = JSON.stringify(sesRequest(message, mailOf(message, { from, largest: LARGEST }), this.#settings));
    const place = new URL('v2/email/outbound-emails', url);
    const credentials = await this.#credentials();
    const headers = await signedHeaders({ url: place, body, region, credentials, now: this.clock.now() });
    const answer = await this.#send({ url: place, method: 'POST', headers, body, abort });
    return { providerId: (answer.json() as { readonly MessageId: string }).MessageId };
  }

  /** Whether SNS sent this, from a topic of ours. @throws SINTONIA_WEBHOOK_UNVERIFIED when not, and always without `topicArn`. */
  async verify(request: WebhookRequest): Promise<void> {
    await this.#topics.verify(request);
  }

  /** Confirms a subscription to a topic of ours. @throws SINTONIA_PLATFORM_TRANSIENT and its kin when SNS can't be reached. */
  async shakeHands(request: WebhookRequest, abort: AbortSignal): Promise<boolean> {
    return this.#topics.shakeHands(request, abort);
  }

  /** What SES reports. @throws SINTONIA_INPUT_INVALID that names the field. */
  parseFeedback(request: WebhookRequest): readonly DeliveryEvent[] {
    return sesEvents(request);
  }

  async #credentials(): Promise<Credentials> {
    try {
      return keysOf(await this.#settings.credentials());
    } catch {
      // Whatever it was: without keys nothing can be sent, and its words may hold them.
      throw new SintoniaError('DELIVERY_UNAUTHORISED', 'There are no credentials for SES.');
    }
  }
}

interface Signing {
  readonly url: URL;
  readonly body: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The headers of a JSON post that is signed by Signature Version 4. AWS takes it for five minutes around `now`. */
async function signedHeaders({ url, body, region, credentials, now }: Signing): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    method: 'POST',
    url: url.href,
    headers: { 'content-type': 'application/json' },
    body,
    service: 'ses',
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    datetime: new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
