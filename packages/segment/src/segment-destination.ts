import { type Answer, statusVerdict, type Transport, transport, type Verdict } from '@sintonia/adapter-kit';
import {
  type Clock,
  type Destination,
  isSintoniaError,
  type PersonUpdate,
  SintoniaError,
  systemClock,
} from '@sintonia/spec';
import { identifyCall, traitNames } from './identify-call.js';
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
}

/** Tells Segment about people: an `identify` call each, in batches of its tracking API. */
export class SegmentDestination implements Destination {
  readonly name = 'segment';
  readonly specVersion = 1;
  readonly limits = { batch: 500 };
  /** Where the moment of telling comes from. */
  clock: Clock = systemClock;
  /** What is always written, beside the traits that a sync asks for. */
  readonly traitNames: readonly string[];
  readonly #settings: SegmentSettings;
  readonly #authorization: string;
  readonly #send: Transport;

  constructor(settings: SegmentSettings, writeKey: string) {
    const { fetch, timeoutMs } = settings;
    this.traitNames = traitNames(settings);
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
    const calls = updates.map((update, place) => ({ place, json: identifyCall(update, this.#settings, now) }));
    const fitting = calls.filter(({ place, json }) => {
      if (Buffer.byteLength(json) > EVENT) words[place] = tooLarge();
      return words[place] === undefined;
    });
    let lasting: SintoniaError | undefined;
    for (const batch of batchesOf(fitting)) {
      const word: SintoniaError | undefined = lasting ?? (await this.#post(batch, now, abort));
      for (const { place } of batch) words[place] = word;
      // What is wrong with Segment, and not with this batch, is wrong with the next one as well.
      if (word?.retryable) lasting = word;
    }
    if (lasting !== undefined && words.every((word) => word === lasting)) throw lasting;
    return words;
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
