import { type KeyObject, X509Certificate } from 'node:crypto';
import { type Transport, transport, unverified, verifyFresh } from '@sintonia/adapter-kit';
import { isSintoniaError, SintoniaError, type WebhookRequest } from '@sintonia/spec';
import { isSigned, readSnsEnvelope, type SnsEnvelope } from './sns-envelope.js';

/** SNS repeats for at most an hour, under the first timestamp. Milliseconds. */
export const FRESH_SNS_MS = 3_600_000;
/** Of each region there are one or two at a time. */
const MOST_CERTIFICATES = 16;
const LARGEST_CERTIFICATE = 65_536;
const types = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'];

/** The topics of SNS that are believed. */
export class SnsTopics {
  readonly #topics: ReadonlySet<string>;
  readonly #get: Transport;
  readonly #keys = new Map<string, Promise<KeyObject>>();

  constructor(topics: readonly string[], fetch?: typeof globalThis.fetch) {
    this.#topics = new Set(topics);
    const bounded = { timeoutMs: 5_000, attempts: 2, maxAnswerBytes: LARGEST_CERTIFICATE };
    this.#get = transport({ errors: 'platform', ...bounded, ...(fetch && { fetch }) });
  }

  /**
   * Cheap checks first: nothing is fetched for a post that names another topic, another place for the certificate, or another time.
   *
   * @throws SINTONIA_WEBHOOK_UNVERIFIED; SINTONIA_PLATFORM_TRANSIENT or SINTONIA_PLATFORM_RATE_LIMITED while the certificate can't be had.
   */
  async verify({ rawBody, receivedAt }: WebhookRequest): Promise<void> {
    const envelope = read(rawBody);
    const { Type, TopicArn, Timestamp, SigningCertURL } = envelope;
    if (!types.includes(Type) || !this.#topics.has(TopicArn)) throw unverified();
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(Timestamp)) throw unverified();
    verifyFresh(String(Date.parse(Timestamp)), receivedAt, { unit: 'milliseconds', toleranceMs: FRESH_SNS_MS });
    const place = `https://${hostOf(TopicArn)}/`;
    if (!SigningCertURL.startsWith(place) || !/^[\w-]{1,200}\.pem$/.test(SigningCertURL.slice(place.length))) {
      throw unverified();
    }
    if (!isSigned(envelope, await this.#keyAt(SigningCertURL))) throw unverified();
  }

  /** Confirms a subscription, where the verified request is about one; resolves to whether it reports nothing. */
  async shakeHands({ rawBody }: WebhookRequest, abort: AbortSignal): Promise<boolean> {
    const { Type, TopicArn, SubscribeURL = '' } = readSnsEnvelope(rawBody);
    if (Type !== 'SubscriptionConfirmation') return Type === 'UnsubscribeConfirmation';
    const url = URL.canParse(SubscribeURL) ? new URL(SubscribeURL) : undefined;
    const isOurs = this.#topics.has(TopicArn) && url?.origin === `https://${hostOf(TopicArn)}`;
    const asks =
      url?.searchParams.get('Action') === 'ConfirmSubscription' && url.searchParams.get('TopicArn') === TopicArn;
    if (!isOurs || !asks || url === undefined || url.username !== '') {
      const message = 'SubscribeURL must confirm a subscription to this topic.';
      throw new SintoniaError('INPUT_INVALID', message, { field: 'SubscribeURL' });
    }
    await this.#get({ url, abort });
    return true;
  }

  async #keyAt(url: string): Promise<KeyObject> {
    const known = this.#keys.get(url);
    if (known !== undefined) return known;
    const fetched = this.#fetchKey(url);
    this.#keys.set(url, fetched);
    for (const old of this.#keys.keys()) {
      if (this.#keys.size <= MOST_CERTIFICATES) break;
      this.#keys.delete(old);
    }
    fetched.catch(() => this.#keys.delete(url));
    return fetched;
  }

  async #fetchKey(url: string): Promise<KeyObject> {
    try {
      const { bytes } = await this.#get({ url });
      const { publicKey } = new X509Certificate(bytes);
      if (publicKey.asymmetricKeyType === 'rsa') return publicKey;
    } catch (error) {
      // SNS takes a 4xx for the last word: who is to come again must be told so.
      if (isSintoniaError(error, 'PLATFORM_TRANSIENT') || isSintoniaError(error, 'PLATFORM_RATE_LIMITED')) throw error;
    }
    throw unverified();
  }
}

function read(body: Uint8Array): SnsEnvelope {
  try {
    return readSnsEnvelope(body);
  } catch {
    throw unverified();
  }
}

/** Where SNS of the topic's own region is. */
function hostOf(topic: string): string {
  const [, partition, , region] = topic.split(':');
  return `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
}
