import { type Lately, unverified } from '@sintonia/adapter-kit';
import {
  type Collected,
  type CollectedConsent,
  type CollectedSignal,
  type IdentifyInput,
  meaningOf,
  type PersonReference,
  type Purpose,
  personOf,
  type SignalCollector,
  type SignalInput,
  SintoniaError,
  type TrackingCall,
  type WebhookRequest,
} from '@sintonia/spec';
import { type Proven, provenPart } from './proven-part.js';
import { readEvent } from './read-call.js';
import type { SegmentSettings } from './segment-options.js';
import { CONSENT_EVENT, statedPurposes } from './stated-purposes.js';

/** For what signals are kept where nobody declares otherwise. */
const DEFAULT_PURPOSE = 'personalisation';

/** Takes what Segment's webhook destination, or a Function of yours, posts: an event, or a list of them. */
export class SegmentCollector implements SignalCollector {
  readonly name = 'segment';
  readonly specVersion = 1;
  /** A real event with its context has about 100 keys, and a batch many events. */
  readonly bounds = { keys: 50_000 };
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
    const collected = collectedOf(payload, proven, this.#settings);
    // Only what a webhook brings is erased at Segment already.
    if (request !== undefined) for (const person of collected.erasures) this.#deleted.set(personOf(person), true);
    return collected;
  }
}

function collectedOf(payload: unknown, proven: Proven, settings: SegmentSettings) {
  const isList = Array.isArray(payload);
  const signals = new Map<string, CollectedSignal>();
  const identities: IdentifyInput[] = [];
  const consents: CollectedConsent[] = [];
  const erasures: PersonReference[] = [];
  for (const [index, input] of (isList ? payload : [payload]).entries()) {
    const isProven = proven === 'all' || index === 0;
    if (!isProven && settings.unsignedTail !== 'accept') break;
    const place = isList ? `[${index}]` : '';
    const event = readEvent(input, place);
    if (event.kind === 'delete') {
      // Whoever keeps an old signed event could otherwise have anybody forgotten.
      if (isProven) erasures.push(event.person);
      continue;
    }
    const stated = statedPurposes(event.call.context, settings);
    if (stated !== undefined && event.call.event === CONSENT_EVENT) {
      // Nor a yes in anybody's name.
      consents.push(...consentsOf(event.call, stated, place).filter(({ granted }) => isProven || !granted));
      continue;
    }
    // As Segment keeps such an event from its destinations.
    if (stated?.get(DEFAULT_PURPOSE) === false) continue;
    const meaning = meaningOf(event.kind, event.call, place);
    if ('identity' in meaning) identities.push(meaning.identity);
    else if ('alias' in meaning) identities.push(meaning.alias);
    else {
      const signal = collectedSignal(meaning.signal, place);
      if (!signals.has(signal.id)) signals.set(signal.id, signal);
    }
  }
  const oldestFirst = consents.sort((one, other) => Number(one.at) - Number(other.at));
  return { signals: [...signals.values()], identities, consents: oldestFirst, erasures };
}

function consentsOf(
  { userId, anonymousId, timestamp }: TrackingCall,
  stated: ReadonlyMap<Purpose, boolean>,
  place: string,
): CollectedConsent[] {
  const at = timestamp ?? missing('timestamp', place);
  return [...stated].map(([purpose, granted]) => {
    return { userId, anonymousId, purposes: [purpose], granted, at, source: 'segment' };
  });
}

/** Segment's own id, as the tracking API of `@sintonia/http` takes it: an event that comes by both ways counts once. */
function collectedSignal({ id, timestamp, ...signal }: SignalInput, place: string): CollectedSignal {
  return { ...signal, id: id ?? missing('messageId', place), timestamp: timestamp ?? missing('timestamp', place) };
}

function missing(name: string, place: string): never {
  const field = place === '' ? name : `${place}.${name}`;
  throw new SintoniaError('INPUT_INVALID', `${field} is missing.`, { field });
}
