import { type ChannelDispatcher, type Clock, isSintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Decider } from '../decide/decider.js';
import type { Installed, InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading } from '../store/tenant-store.js';
import { type DispatchOutcome, dispatchOutcome } from './dispatch-outcome.js';
import type { Delivery, MessageMarker } from './message-marker.js';
import type { Due, Outbox } from './outbox.js';
import { finalStates, type OutboxRow } from './outbox-row.js';
import { Turns } from './turns.js';

/** The dispatcher is told to stop before the claim runs out, so that its word still counts. */
const SHARE_OF_CLAIM = 0.8;
const CONCURRENCY = 8;

/**
 * Delivers one message at most once: it is claimed in a commit that also checks consent, handed over, and marked. A crash between
 * claim and mark leaves a claim that runs out and becomes `unknown`: visible, and not sent again by itself.
 */
@injectable()
export class Deliverer {
  readonly #turns: ReadonlyMap<string, Turns>;
  /** Until when a channel takes no message at all. */
  readonly #pausedUntil = new Map<string, number>();
  /** So many messages keep every channel busy. */
  readonly concurrency: number;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Decider) private readonly decider: Decider,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.MessageMarker) private readonly marker: MessageMarker,
  ) {
    const limits = [...parts.dispatchers].map(
      ([channel, { part }]) => [channel, part.limits?.concurrency ?? CONCURRENCY] as const,
    );
    this.#turns = new Map(limits.map(([channel, limit]) => [channel, new Turns(limit)]));
    this.concurrency = limits.reduce((sum, [, limit]) => sum + limit, 1);
  }

  async deliver(due: Due, clock: Clock): Promise<Delivery> {
    const reading = await this.outbox.read(due.person, due.sendKey);
    const row = reading.value;
    if (!row || finalStates.has(row.state) || row.dueAt !== due.at) {
      await this.outbox.forget(due);
      return 'skipped';
    }
    try {
      if (row.state === 'claimed') {
        return await this.marker.finish(reading, 'unknown', { code: 'SINTONIA_DELIVERY_UNKNOWN' }, clock);
      }
      const dispatcher = this.parts.dispatchers.get(row.channel);
      const turns = this.#turns.get(row.channel);
      if (!dispatcher || !turns) {
        return await this.marker.finish(reading, 'failed', { code: 'SINTONIA_CHANNEL_UNKNOWN' }, clock);
      }
      return await turns.take(() => this.#send(reading, row, dispatcher, clock));
    } catch (error) {
      if (isSintoniaError(error, 'STORE_CONFLICT')) return 'skipped';
      throw error;
    }
  }

  async #send(
    reading: Reading<OutboxRow>,
    row: OutboxRow,
    dispatcher: Installed<ChannelDispatcher>,
    clock: Clock,
  ): Promise<Delivery> {
    const consent = await this.ledger.of(reading.key.person as string);
    const needed = [row.decision.purpose, ...dispatcher.purposes];
    if (!needed.every((purpose) => this.ledger.allows(consent, purpose))) {
      return this.marker.finish(reading, 'suppressed', { code: 'SINTONIA_CONSENT_DENIED' }, clock);
    }
    const pause = this.#pausedUntil.get(row.channel) ?? 0;
    const until = pause > clock.now() ? pause : await this.decider.waitsUntil(row.decision, clock.now());
    if (until !== undefined) return this.marker.putOff(reading, until, clock);
    const now = clock.now();
    const claim: OutboxRow = { ...row, state: 'claimed', dueAt: now + this.settings.claimMs, changedAt: now };
    const claimed = await this.outbox.change(reading, claim, { check: consent.unchanged });
    return this.#handOver(claimed, dispatcher.part, clock);
  }

  async #handOver(claimed: Reading<OutboxRow>, dispatcher: ChannelDispatcher, clock: Clock): Promise<Delivery> {
    const { sendKey, channel, campaign, locale, decision, to, content } = claimed.value as Required<OutboxRow>;
    const message = { sendKey, channel, to, campaign, purpose: decision.purpose, locale, content };
    const outcome = await this.#withinClaim((abort) => dispatchOutcome(dispatcher, message, abort));
    if (outcome.kind === 'refusedForNow' && !outcome.isTry) {
      this.#pausedUntil.set(channel, clock.now() + outcome.waitMs);
    }
    return retryOnConflict(async () => {
      // The message may be gone (its person erased) or given up by another process meanwhile; our word is the better one.
      const latest = await this.outbox.read(claimed.key.person as string, sendKey);
      return latest.value ? this.marker.mark(latest, outcome, clock) : 'skipped';
    });
  }

  async #withinClaim(work: (abort: AbortSignal) => Promise<DispatchOutcome>): Promise<DispatchOutcome> {
    const claim = new AbortController();
    const timer = setTimeout(() => claim.abort(), this.settings.claimMs * SHARE_OF_CLAIM);
    try {
      return await work(claim.signal);
    } finally {
      clearTimeout(timer);
    }
  }
}
