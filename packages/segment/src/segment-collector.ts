import { type Lately, unverified } from '@sintonia/adapter-kit';
import { bounds, type Collected, parseJson, personOf, type SignalCollector, type WebhookRequest } from '@sintonia/spec';
import { PayloadReading } from './payload-reading.js';
import { provenPart } from './proven-part.js';
import { saidOf } from './read-call.js';
import type { SegmentSettings } from './segment-options.js';

/** Takes what Segment's webhook destination, or a Function of yours, posts: an event, or a list of them. */
export class SegmentCollector implements SignalCollector {
  readonly name = 'segment';
  readonly specVersion = 1;
  /** A real event with its context has about 100 keys, and a batch many events: the bytes are what bounds it. */
  readonly bounds = { keys: 200_000 };
  readonly #secrets: readonly string[];
  readonly #settings: SegmentSettings;
  readonly #deleted: Lately<true>;

  constructor(settings: SegmentSettings, secrets: readonly string[], deleted: Lately<true>) {
    this.#secrets = secrets;
    this.#settings = settings;
    this.#deleted = deleted;
  }

  /** @throws SINTONIA_WEBHOOK_UNVERIFIED, also for a batch of which a part is not signed, unless `unsignedTail` says otherwise. */
  async verify(request: WebhookRequest): Promise<void> {
    if (provenPart(request, this.#secrets) === 'first' && this.#settings.unsignedTail === 'refuse') throw unverified();
  }

  /** @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; `field` names the member, such as `[3].messageId`. */
  parse(payload: unknown, request?: WebhookRequest): Collected {
    const proven = request === undefined ? 'all' : provenPart(request, this.#secrets);
    const reading = new PayloadReading(this.#settings, request?.receivedAt);
    reading.take(payload, proven);
    const { signals, identities, consents, erasures } = reading;
    // Only what a webhook brings is erased at Segment already.
    if (request !== undefined) for (const person of erasures) this.#deleted.set(personOf(person), true);
    consents.sort((one, other) => Number(one.at) - Number(other.at));
    return { signals: [...signals.values()], identities, consents, erasures };
  }

  /**
   * The first `messageId` of a delivery with deletions, which are to be carried out once. All else counts once by its own ids, and would
   * only crowd these out of the engine's memory.
   */
  deliveryOf({ rawBody }: WebhookRequest): string | undefined {
    if (!Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength).includes('"delete"')) return undefined;
    try {
      const events = [parseJson(rawBody, { ...bounds, ...this.bounds })].flat();
      const id = events.map((event) => saidOf(event, 'messageId')).find((given) => typeof given === 'string');
      return id as string | undefined;
    } catch {
      // It is refused when it is parsed.
      return undefined;
    }
  }
}
