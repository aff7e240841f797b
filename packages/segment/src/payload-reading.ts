import { unverified } from '@sintonia/adapter-kit';
import {
  type CollectedConsent,
  type CollectedSignal,
  DAY,
  type IdentifyInput,
  isSintoniaError,
  meaningOf,
  type PersonReference,
  type Purpose,
  type SignalInput,
  SintoniaError,
  type TrackingCall,
} from '@sintonia/spec';
import { assertTraits } from './assert-traits.js';
import type { Proven } from './proven-part.js';
import { readEvent, type SegmentEvent, saidOf } from './read-call.js';
import type { SegmentSettings } from './segment-options.js';
import { CONSENT_EVENT, statedPurposes } from './stated-purposes.js';

/** For what signals are kept where nobody declares otherwise. */
const DEFAULT_PURPOSE = 'personalisation';

/** What the events of a payload mean, one after the other. */
export class PayloadReading {
  readonly signals = new Map<string, CollectedSignal>();
  readonly identities: IdentifyInput[] = [];
  readonly consents: CollectedConsent[] = [];
  readonly erasures: PersonReference[] = [];
  readonly #settings: SegmentSettings;
  readonly #receivedAt: number | undefined;

  constructor(settings: SegmentSettings, receivedAt: number | undefined) {
    this.#settings = settings;
    this.#receivedAt = receivedAt;
  }

  /**
   * Takes all that can be read. Segment does not repeat what is refused, so that one poor event would cost its neighbours; but a
   * deletion or a choice that can't be read fails the whole, and so does a payload of which nothing can.
   */
  take(payload: unknown, proven: Proven): void {
    if (Array.isArray(payload)) this.#takeList(payload, proven);
    else this.#takeEvent(payload, '', true);
  }

  #takeList(payload: readonly unknown[], proven: Proven): void {
    const events = proven === 'all' || this.#settings.unsignedTail === 'accept' ? payload : payload.slice(0, 1);
    // Who holds a signed deletion could otherwise send it anew with another tail, as often as they like.
    if (proven === 'first' && isDeletion(events[0])) throw unverified();
    const failures: unknown[] = [];
    for (const [index, event] of events.entries()) {
      try {
        this.#takeEvent(event, `[${index}]`, proven === 'all' || index === 0);
      } catch (failure) {
        if (!isSintoniaError(failure) || isDeletion(event) || this.#isChoice(event)) throw failure;
        failures.push(failure);
      }
    }
    if (failures.length > 0 && failures.length === events.length) throw failures[0];
  }

  #takeEvent(input: unknown, place: string, isProven: boolean): void {
    const event = readEvent(input, place);
    if (event.kind === 'delete') {
      // Whoever keeps an old signed event could otherwise have anybody forgotten.
      if (isProven) this.erasures.push(this.#fresh(event, place));
      return;
    }
    const stated = statedPurposes(event.call.context, this.#settings);
    if (stated !== undefined && event.call.event === CONSENT_EVENT) {
      // Nor a yes in anybody's name.
      this.consents.push(...consentsOf(event.call, stated, place).filter(({ granted }) => isProven || !granted));
      return;
    }
    // As Segment keeps such an event from its destinations.
    if (stated?.get(DEFAULT_PURPOSE) === false) return;
    const meaning = meaningOf(event.kind, event.call, place);
    if ('alias' in meaning) this.identities.push(meaning.alias);
    else if ('identity' in meaning) {
      assertTraits(meaning.identity, place);
      this.identities.push(meaning.identity);
    } else {
      const signal = collectedSignal(meaning.signal, place);
      if (!this.signals.has(signal.id)) this.signals.set(signal.id, signal);
    }
  }

  /** A deletion that says when it was ordered counts for a day: somebody who came back is not forgotten by an old one. */
  #fresh({ person, at }: Extract<SegmentEvent, { kind: 'delete' }>, place: string): PersonReference {
    if (at === undefined || this.#receivedAt === undefined || Math.abs(this.#receivedAt - at) <= DAY) return person;
    const field = memberOf('timestamp', place);
    throw new SintoniaError('INPUT_INVALID', `${field} of a deletion must be of the last day.`, { field });
  }

  #isChoice(event: unknown): boolean {
    return this.#settings.consents.size > 0 && saidOf(event, 'event') === CONSENT_EVENT;
  }
}

const isDeletion = (event: unknown) => saidOf(event, 'type') === 'delete';

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
  const field = memberOf(name, place);
  throw new SintoniaError('INPUT_INVALID', `${field} is missing.`, { field });
}

const memberOf = (name: string, place: string) => (place === '' ? name : `${place}.${name}`);
