import type { ChannelDispatcher } from '@sintonia/spec';
import { isSintoniaError, type MessageState } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Installed, InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading } from '../store/tenant-store.js';
import { type DispatchOutcome, dispatchOutcome } from './dispatch-outcome.js';
import type { Due, Outbox } from './outbox.js';
import { finalStates, type OutboxRow } from './outbox-row.js';
import { retryDelay } from './retry-delay.js';

/** What became of one message that was due; `skipped` when somebody else has it. */
export type Delivery = Exclude<MessageState, 'claimed' | 'pending'> | 'retrying' | 'skipped';

const MOST_ATTEMPTS = 6;
/** The dispatcher is told to stop before the claim runs out, so that its word still counts. */
const SHARE_OF_CLAIM = 0.8;

/**
 * Delivers one message at most once: it is claimed in a commit that also checks consent, handed over, and marked. A crash between
 * claim and mark leaves a claim that runs out and becomes `unknown`: visible, and not sent again by itself.
 */
@injectable()
export class Deliverer {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async deliver(due: Due): Promise<Delivery> {
    const reading = await this.outbox.read(due.person, due.sendKey);
    const row = reading.value;
    if (!row || finalStates.has(row.state) || row.dueAt !== due.at) {
      await this.outbox.forget(due);
      return 'skipped';
    }
    try {
      if (row.state === 'claimed') return await this.#finish(reading, 'unknown', { code: 'SINTONIA_DELIVERY_UNKNOWN' });
      const dispatcher = this.parts.dispatchers.get(row.channel);
      if (!dispatcher) return await this.#finish(reading, 'failed', { code: 'SINTONIA_CHANNEL_UNKNOWN' });
      const claimed = await this.#claim(reading, row, dispatcher);
      return claimed ? await this.#handOver(claimed, dispatcher.part) : 'suppressed';
    } catch (error) {
      if (isSintoniaError(error, 'STORE_CONFLICT')) return 'skipped';
      throw error;
    }
  }

  /** Nothing when the person has withdrawn: the message is suppressed then. */
  async #claim(
    reading: Reading<OutboxRow>,
    row: OutboxRow,
    dispatcher: Installed<ChannelDispatcher>,
  ): Promise<Reading<OutboxRow> | undefined> {
    const consent = await this.ledger.of(reading.key.person as string);
    const needed = [row.decision.purpose, ...dispatcher.purposes];
    if (!needed.every((purpose) => this.ledger.allows(consent, purpose))) {
      await this.#finish(reading, 'suppressed', { code: 'SINTONIA_CONSENT_DENIED' });
      return undefined;
    }
    const now = this.settings.clock.now();
    const claim: OutboxRow = { ...row, state: 'claimed', dueAt: now + this.settings.claimMs, changedAt: now };
    return this.outbox.change(reading, claim, { check: [consent.reading.unchanged] });
  }

  async #handOver(claimed: Reading<OutboxRow>, dispatcher: ChannelDispatcher): Promise<Delivery> {
    const { sendKey, channel, campaign, locale, decision, to, content } = claimed.value as Required<OutboxRow>;
    const message = { sendKey, channel, to, campaign, purpose: decision.purpose, locale, content };
    const abort = AbortSignal.timeout(this.settings.claimMs * SHARE_OF_CLAIM);
    const outcome = await dispatchOutcome(dispatcher, message, abort);
    return retryOnConflict(async () => {
      // The message may be gone (its person erased) or given up by another process meanwhile; our word is the better one.
      const latest = await this.outbox.read(claimed.key.person as string, sendKey);
      return latest.value ? this.#mark(latest, outcome) : 'skipped';
    });
  }

  #mark(reading: Reading<OutboxRow>, outcome: DispatchOutcome): Promise<Delivery> {
    switch (outcome.kind) {
      case 'accepted':
        return this.#finish(reading, 'sent', outcome.receipt);
      case 'refused':
        return this.#finish(reading, 'failed', { code: outcome.code });
      case 'unknown':
        return this.#finish(reading, 'unknown', { code: outcome.code });
      case 'refusedForNow':
        return this.#retry(reading, outcome);
    }
  }

  async #retry(reading: Reading<OutboxRow>, outcome: { code: string; waitMs: number }): Promise<Delivery> {
    const row = reading.value as OutboxRow;
    const attempts = row.attempts + 1;
    // Without content it was given up as unknown by another process meanwhile, and can't be tried again.
    if (attempts >= MOST_ATTEMPTS || row.content === undefined)
      return this.#finish(reading, 'failed', { code: outcome.code });
    const now = this.settings.clock.now();
    const dueAt = now + retryDelay(row.sendKey, attempts, outcome.waitMs);
    await this.outbox.change(reading, {
      ...row,
      state: 'pending',
      attempts,
      dueAt,
      changedAt: now,
      code: outcome.code,
    });
    this.#tell(row, 'pending', outcome.code);
    return 'retrying';
  }

  async #finish<State extends Delivery & MessageState>(
    reading: Reading<OutboxRow>,
    state: State,
    facts: { readonly code?: string; readonly providerId?: string },
  ): Promise<State> {
    const { code: _previous, ...row } = reading.value as OutboxRow;
    const { decision, itemIds, sendKey, channel, campaign } = row;
    const { variant, propensity, person } = decision;
    const shown =
      state === 'sent'
        ? [
            this.exposures.exposure({
              person,
              kind: 'message',
              variant,
              propensity,
              itemIds,
              campaign,
              channel,
              sendKey,
            }),
          ]
        : [];
    await this.outbox.change(
      reading,
      { ...row, state, changedAt: this.settings.clock.now(), ...facts },
      { put: shown.map((exposure) => this.exposures.putOf(exposure)) },
    );
    this.#tell(row, state, facts.code);
    return state;
  }

  #tell({ sendKey, campaign }: OutboxRow, state: MessageState, code: string | undefined): void {
    this.events.emit('message', { sendKey, campaign, state, ...(code === undefined ? {} : { code }) });
  }
}
