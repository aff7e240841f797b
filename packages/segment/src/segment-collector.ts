import { type Lately, unverified } from '@sintonia/adapter-kit';
import {
  type Collected,
  type CollectedSignal,
  type IdentifyInput,
  meaningOf,
  type PersonReference,
  personOf,
  type SignalCollector,
  type SignalInput,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { type Proven, provenPart } from './proven-part.js';
import { readEvent } from './read-call.js';
import type { SegmentSettings } from './segment-options.js';

/** Takes what Segment's webhook destination, or a Function of yours, posts: an event, or a list of them. */
export class SegmentCollector implements SignalCollector {
  readonly name = 'segment';
  readonly specVersion = 1;
  /** A real event with its context has about 100 keys, and a batch many events. */
  readonly bounds = { keys: 50_000 };
  readonly #secrets: readonly string[];
  readonly #tail: SegmentSettings['unsignedTail'];
  readonly #deleted: Lately<true>;

  constructor({ unsignedTail }: SegmentSettings, secrets: readonly string[], deleted: Lately<true>) {
    this.#secrets = secrets;
    this.#tail = unsignedTail;
    this.#deleted = deleted;
  }

  /** @throws SINTONIA_WEBHOOK_UNVERIFIED, also for a batch of which a part is not signed, unless `unsignedTail` says otherwise. */
  async verify(request: WebhookRequest): Promise<void> {
    if (provenPart(request, this.#secrets) === 'first' && this.#tail === 'refuse') throw unverified();
  }

  /** @throws SINTONIA_INPUT_*, SINTONIA_PERSON_MISSING; `field` names the member, such as `[3].messageId`. */
  parse(payload: unknown, request?: WebhookRequest): Collected {
    const proven = request === undefined ? 'all' : provenPart(request, this.#secrets);
    const { signals, identities, erasures } = collectedOf(payload, proven, this.#tail === 'accept');
    // Only what a webhook brings is erased at Segment already.
    if (request !== undefined) for (const person of erasures) this.#deleted.set(personOf(person), true);
    return { signals, identities, erasures };
  }
}

function collectedOf(payload: unknown, proven: Proven, takesTail: boolean) {
  const isList = Array.isArray(payload);
  const signals = new Map<string, CollectedSignal>();
  const identities: IdentifyInput[] = [];
  const erasures: PersonReference[] = [];
  for (const [index, input] of (isList ? payload : [payload]).entries()) {
    const isProven = proven === 'all' || index === 0;
    if (!isProven && !takesTail) break;
    const place = isList ? `[${index}]` : '';
    const event = readEvent(input, place);
    if (event.kind === 'delete') {
      // Whoever keeps an old signed event could otherwise have anybody forgotten.
      if (isProven) erasures.push(event.person);
      continue;
    }
    const meaning = meaningOf(event.kind, event.call, place);
    if ('identity' in meaning) identities.push(meaning.identity);
    else if ('alias' in meaning) identities.push(meaning.alias);
    else {
      const signal = collectedSignal(meaning.signal, place);
      if (!signals.has(signal.id)) signals.set(signal.id, signal);
    }
  }
  return { signals: [...signals.values()], identities, erasures };
}

/** Segment's own id, as the tracking API of `@sintonia/http` takes it: an event that comes by both ways counts once. */
function collectedSignal({ id, timestamp, ...signal }: SignalInput, place: string): CollectedSignal {
  const missing = (name: string) => {
    const field = place === '' ? name : `${place}.${name}`;
    return new SintoniaError('INPUT_INVALID', `${field} is missing.`, { field });
  };
  if (id === undefined) throw missing('messageId');
  if (timestamp === undefined) throw missing('timestamp');
  return { ...signal, id, timestamp };
}
