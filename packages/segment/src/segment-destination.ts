import { type Answer, Lately, statusVerdict, type Transport, transport, type Verdict } from '@sintonia/adapter-kit';
import {
  type Clock,
  type Destination,
  isSintoniaError,
  type PersonUpdate,
  SintoniaError,
  systemClock,
} from '@sintonia/spec';
import { identifyCall, traitNames } from './identify-call.js';
import { messageIdOf } from './message-id.js';
import { recommendationCall } from './recommendation-call.js';
import { regions } from './regions.js';
import type { SegmentSettings } from './segment-options.js';

/** Segment says "32 KB an event, 500 KB a batch" and not how much a KB is: this is the smaller reading. Bytes. */
const EVENT = 32_000;
const BATCH = 500_000;
/** For what stands around the events. Bytes. */
const ENVELOPE = 100;

/** An event in JSON, and whose update it is by place. */
interface Call {
  readonly place: number;
  readonly json: string;
  /** Who will have heard of which recommendations. */
  readonly tells?: readonly [whom: string, messageId: string];
}

/** How many people's last recommendations are remembered. Who is forgotten hears of the same ones again when another trait changes. */
const MOST_TOLD = 100_000;

/** Tells Segment about people: an `identify` call each, and a `track` call where the picks are new, in batches of its tracking API. */
export class SegmentDestination implements Destination {
  readonly name = 'segment';
  readonly specVersion = 1;
  readonly limits = { batch: 500 };
  /** Where the moment of telling comes from. */
  clock: Clock = systemClock;
  /** What is always written, beside the traits that a sync asks for. */
  readonly traitNames: readonly string[];
  /** What is told beside traits. */
  readonly eventNames: readonly string[];
  readonly #settings: SegmentSettings;
  readonly #authorization: string;
  readonly #send: Transport;
  readonly #told = new Lately<string>(MOST_TOLD);

  constructor(settings: SegmentSettings, writeKey: string) {
    const { fetch, timeoutMs } = settings;
    this.traitNames = traitNames(settings);
    const { recommendationEvent: event } = settings;
    this.eventNames = event === false ? [] : [event];
    this.#settings = settings;
    this.#authorization = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
    this.#send = transport({ fetch, timeoutMs, errors: 'platform', verdict: batchVerdict });
  }

  /**
   * Resolves when Segment has the batches. It says yes before it looks at events: a wrong write key or an event that it drops
   * later shows in its debugger only.
   *
   * @throws SINTONIA_PLATFORM_* when nobody could be written.
   */
  async write(
    updates: readonly PersonUpdate[],
    { abort }: { readonly abort: AbortSignal },
  ): Promise<readonly (SintoniaError | undefined)[]> {
    const words: (SintoniaError | undefined)[] = updates.map(() => undefined);
    const now = this.clock.now();
    const calls = updates.flatMap((update, place) => this.#callsOf(update, place, now));
    for (const { place, json } of calls) if (Buffer.byteLength(json) > EVENT) words[place] = tooLarge();
    const fitting = calls.filter(({ place }) => words[place] === undefined);
    let lasting: SintoniaError | undefined;
    for (const batch of batchesOf(fitting)) {
      const word: SintoniaError | undefined = lasting ?? (await this.#post(batch, now, abort));
      // Who has a call in another batch, too, is written only where both are.
      for (const { place } of batch) words[place] ??= word;
      // What is wrong with Segment, and not with this batch, is wrong with the next one as well.
      if (word?.retryable) lasting = word;
      if (word === undefined) for (const { tells } of batch) if (tells) this.#told.set(...tells);
    }
    if (lasting !== undefined && words.every((word) => word === lasting)) throw lasting;
    return words;
  }

  #callsOf(update: PersonUpdate, place: number, now: number): Call[] {
    const { recommendationEvent: event } = this.#settings;
    const calls: Call[] = [{ place, json: identifyCall(update, this.#settings, now) }];
    const recommendation = event === false ? undefined : recommendationCall(update, event, now);
    // A digest, since nothing here hears of erasures.
    const whom = messageIdOf(update.person);
    if (recommendation && this.#told.get(whom) !== recommendation.messageId) {
      calls.push({ place, json: recommendation.json, tells: [whom, recommendation.messageId] });
    }
    return calls;
  }

  async #post(batch: readonly Call[], now: number, abort: AbortSignal): Promise<SintoniaError | undefined> {
    const events = batch.map(({ json }) => json).join(',');
    try {
      await this.#send({
        url: regions[this.#settings.region].batch,
        method: 'POST',
        headers: { authorization: this.#authorization, 'content-type': 'application/json' },
        body: `{"batch":[${events}],"sentAt":"${new Date(now).toISOString()}"}`,
        // Events carry their `messageId`.
        repeatable: true,
        abort,
      });
      return undefined;
    } catch (error) {
      if (isSintoniaError(error)) return error;
      throw error;
    }
  }
}

/** In order, none of them larger than Segment takes. */
function batchesOf(calls: readonly Call[]): Call[][] {
  const batches: Call[][] = [];
  let room = 0;
  for (const call of calls) {
    const size = Buffer.byteLength(call.json) + 1;
    if (size > room) {
      batches.push([]);
      room = BATCH - ENVELOPE;
    }
    batches.at(-1)?.push(call);
    room -= size;
  }
  return batches;
}

/** A success says `{"success":true}`. Anything else under a 200 is somebody in between. */
function batchVerdict({ status, json }: Answer): Verdict | undefined {
  const verdict = statusVerdict(status);
  if (verdict !== undefined) return verdict;
  const { success } = json() as { success?: unknown };
  return success === true ? undefined : { failure: success === false ? 'rejected' : 'unknown' };
}

function tooLarge(): SintoniaError {
  return new SintoniaError('PLATFORM_REJECTED', `What is known of this person is more than ${EVENT} bytes.`, {
    details: { because: 'EVENT_TOO_LARGE', most: EVENT },
  });
}
