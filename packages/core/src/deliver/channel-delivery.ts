import { type Clock, isSintoniaError } from '@sintonia/spec';
import type { Channel } from '../plugins/channels.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading } from '../store/tenant-store.js';
import { allDone } from './all-done.js';
import type { Held, Word } from './hand-over.js';
import type { Delivery } from './message-marker.js';
import type { OutboxRow } from './outbox-row.js';
import { type Ready, type Steps, sortOut } from './sort-out.js';

/** Looked through at once. */
const PAGE = 256;
/** A store lists no more. */
const MOST_LISTED = 10_000;

/** Delivers the messages of one channel, in as many lanes as its providers take, so that one that hangs holds up nobody else. */
export class ChannelDelivery {
  #ready: Ready[] = [];
  readonly #inHand = new Set<string>();
  #looking: Promise<boolean> | undefined;
  #lanes = 0;

  constructor(
    private readonly name: string,
    private readonly channel: Channel | undefined,
    private readonly steps: Steps,
    private readonly count: (delivery: Delivery) => void,
  ) {}

  /** Takes up what is due by `now`, and ends when nothing of it is left to take up, and what it took up is done. */
  async run(now: number, clock: Clock, isOver: () => boolean): Promise<void> {
    const most = this.channel === undefined ? 1 : this.steps.routes.lanesOf(this.channel);
    const lanes: Promise<void>[] = [];
    while (this.#lanes < most) {
      this.#lanes += 1;
      const lane = this.#lane(now, clock, isOver).finally(() => {
        this.#lanes -= 1;
      });
      lanes.push(lane);
    }
    await allDone(lanes);
  }

  async #lane(now: number, clock: Clock, isOver: () => boolean): Promise<void> {
    let marked: Promise<unknown> = Promise.resolve();
    while (!isOver()) {
      const batch = await this.#next(now, clock);
      if (batch.length === 0) break;
      // What came of the last ones is marked in the commit that claims the next.
      const [held] = await Promise.all([this.#claim(batch, clock), marked]);
      const words = await this.#handOver(held, clock);
      marked = Promise.all(words.map((word) => this.#mark(word, clock)));
      // Not unhandled: it is waited for above or below.
      marked.catch(() => undefined);
    }
    await marked;
  }

  /** The next message, and where its provider takes several at once, others of the same kind. */
  async #next(now: number, clock: Clock): Promise<readonly Ready[]> {
    while (this.#ready.length === 0) {
      this.#looking ??= this.#look(now, clock).finally(() => {
        this.#looking = undefined;
      });
      if (!(await this.#looking)) return [];
    }
    const [first] = this.#ready as [Ready];
    const [provider] = first.providers as [Ready['providers'][number]];
    const most = this.steps.routes.paceOf(provider).batch;
    const batch: Ready[] = [];
    this.#ready = this.#ready.filter((each) => {
      const fits = batch.length < most && each.providers[0] === provider && purposeOf(each) === purposeOf(first);
      if (fits) batch.push(each);
      return !fits;
    });
    return batch;
  }

  /** As many as may go in one request, at least. */
  get #page(): number {
    const batches = this.channel?.providers.map((provider) => this.steps.routes.paceOf(provider).batch) ?? [];
    return Math.max(PAGE, ...batches);
  }

  /** Whether anything was due that nobody here has in hand. */
  async #look(now: number, clock: Clock): Promise<boolean> {
    const listed = await this.steps.outbox.due(this.name, now, Math.min(MOST_LISTED, this.#page + this.#inHand.size));
    const due = listed.filter(({ sendKey }) => !this.#inHand.has(sendKey));
    for (const { sendKey } of due) this.#inHand.add(sendKey);
    try {
      this.#ready.push(...(await sortOut(due, this.channel, this.steps, clock, this.count)));
    } finally {
      const ready = new Set(this.#ready.map(({ reading }) => reading.value?.sendKey));
      for (const { sendKey } of due) if (!ready.has(sendKey)) this.#inHand.delete(sendKey);
    }
    return due.length > 0;
  }

  async #claim(batch: readonly Ready[], clock: Clock): Promise<readonly Held[]> {
    const held = await allDone(
      batch.map(async ({ reading, unchanged, providers }) => {
        const claim = await this.steps.claims.take(reading, unchanged, clock);
        if (claim !== undefined) return { claim, providers };
        this.#inHand.delete((reading.value as OutboxRow).sendKey);
        return undefined;
      }),
    );
    return held.filter((each) => each !== undefined);
  }

  async #handOver(held: readonly Held[], clock: Clock): Promise<readonly Word[]> {
    if (held.length === 0) return [];
    const { claims, handOver } = this.steps;
    return claims.hold(
      held.map(({ claim }) => claim),
      clock,
      () => handOver.all(held, clock),
    );
  }

  async #mark({ held: { claim }, outcome, provider }: Word, clock: Clock): Promise<void> {
    const { claims, marker } = this.steps;
    const mark = (reading: Reading<OutboxRow>) => marker.mark(reading, outcome, clock, provider);
    try {
      this.count(
        await mark(claim.latest).catch((error) => {
          if (!isSintoniaError(error, 'STORE_CONFLICT')) throw error;
          // It may be gone (its person erased), taken for lost, or claimed anew: only then it is not ours to speak about any more.
          return retryOnConflict(async () => {
            const ours = await claims.ours(claim);
            return ours === undefined ? 'skipped' : mark(ours);
          });
        }),
      );
    } finally {
      this.#inHand.delete((claim.latest.value as OutboxRow).sendKey);
    }
  }
}

function purposeOf({ reading }: Ready): string | undefined {
  return reading.value?.decision.purpose;
}
