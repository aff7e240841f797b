import { type Check, type Clock, DAY, type MessageState } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { FeedbackLog } from '../feedback/feedback-log.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Reading } from '../store/tenant-store.js';
import type { DispatchOutcome } from './dispatch-outcome.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import { retryDelay } from './retry-delay.js';

/** What became of one message that was due; `skipped` when somebody else has it. */
export type Delivery = Exclude<MessageState, 'claimed' | 'pending'> | 'retrying' | 'skipped';

type Facts = { readonly code?: string; readonly provider?: string; readonly providerId?: string };

/** Tries over about an hour: mail servers that greylist want to be asked again after minutes, and outages end. */
const MOST_ATTEMPTS = 11;
/** While its provider as a whole has to wait, a message waits with it, but not for ever: by then it is stale. */
const STALE_AFTER = DAY;

/** Writes down what became of a message, and tells. */
@injectable()
export class MessageMarker {
  constructor(
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.FeedbackLog) private readonly feedback: FeedbackLog,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @param provider who was asked last, if anybody was. */
  mark(reading: Reading<OutboxRow>, outcome: DispatchOutcome, clock: Clock, provider?: string): Promise<Delivery> {
    const who = provider === undefined ? {} : { provider };
    switch (outcome.kind) {
      case 'accepted': {
        const { kind: _, ...receipt } = outcome;
        return this.finish(reading, 'sent', { ...who, ...receipt }, clock);
      }
      case 'refused':
        return this.finish(reading, 'failed', { ...who, code: outcome.code }, clock);
      case 'unknown':
        return this.lose(reading, clock, who);
      case 'refusedForNow':
        return this.#retry(reading, outcome, clock, who);
    }
  }

  /** Has it wait, untried. */
  async putOff(reading: Reading<OutboxRow>, until: number, clock: Clock): Promise<Delivery> {
    const row = reading.value as OutboxRow;
    if (isTooLate(row, until)) return this.finish(reading, 'expired', codeOf(row), clock);
    await this.outbox.change(reading, { ...row, state: 'pending', dueAt: until, changedAt: clock.now() });
    return 'retrying';
  }

  /**
   * Nobody knows whether it was accepted, unless its provider has reported something about it by now. It is not tried again, unless its
   * campaign rather has somebody get it twice.
   */
  async lose(reading: Reading<OutboxRow>, clock: Clock, who: { readonly provider?: string } = {}): Promise<Delivery> {
    const row = reading.value as OutboxRow;
    const told = await this.feedback.read(reading.key.person as string, row.sendKey);
    if (told.value !== undefined) return this.finish(reading, 'sent', who, clock);
    const code = 'SINTONIA_DELIVERY_UNKNOWN';
    const also = [told.unchanged];
    if (!row.isRepeatable || row.content === undefined) {
      return this.finish(reading, 'unknown', { ...who, code }, clock, also);
    }
    const doubtful = { ...reading, value: { ...row, isDoubtful: true as const } };
    return this.#retry(doubtful, { kind: 'refusedForNow', code, waitMs: 0, isTry: true }, clock, who, also);
  }

  async finish(
    reading: Reading<OutboxRow>,
    final: Exclude<MessageState, 'pending' | 'claimed'>,
    facts: Facts,
    clock: Clock,
    check: readonly Check[] = [],
  ): Promise<Exclude<MessageState, 'pending' | 'claimed'>> {
    const { code: _previous, ...row } = reading.value as OutboxRow;
    const surelyNot = final === 'failed' || final === 'expired';
    const state = surelyNot && row.isDoubtful ? 'unknown' : final;
    const shown = state === 'sent' ? [this.exposures.putOf(this.#exposureOf(row))] : [];
    await this.outbox.change(reading, { ...row, ...facts, state, changedAt: clock.now() }, { check, put: shown });
    this.#tell(row, state, facts.code);
    return state;
  }

  async #retry(
    reading: Reading<OutboxRow>,
    { code, waitMs, isTry }: Extract<DispatchOutcome, { kind: 'refusedForNow' }>,
    clock: Clock,
    who: { readonly provider?: string },
    check: readonly Check[] = [],
  ): Promise<Delivery> {
    const row = reading.value as OutboxRow;
    const now = clock.now();
    const attempts = row.attempts + (isTry ? 1 : 0);
    // Without content it was given up as unknown by another process meanwhile, and can't be tried again.
    if ((isTry && attempts >= MOST_ATTEMPTS) || row.content === undefined) {
      return this.finish({ ...reading, value: { ...row, attempts } }, 'failed', { ...who, code }, clock, check);
    }
    const dueAt = now + retryDelay(row.sendKey, Math.max(1, attempts), waitMs);
    const isStale = !isTry && now > (row.decision.at ?? now) + STALE_AFTER;
    if (isStale || isTooLate(row, dueAt)) return this.finish(reading, 'expired', { ...who, code }, clock, check);
    const waiting: OutboxRow = { ...row, ...who, state: 'pending', attempts, dueAt, changedAt: now, code };
    await this.outbox.change(reading, waiting, { check });
    this.#tell(row, 'pending', code);
    return 'retrying';
  }

  #exposureOf({ decision, itemIds, campaign, channel, sendKey }: OutboxRow) {
    const { variant, propensity, person } = decision;
    return this.exposures.exposure({
      person,
      kind: 'message',
      variant,
      propensity,
      itemIds,
      campaign,
      channel,
      sendKey,
    });
  }

  #tell({ sendKey, campaign }: OutboxRow, state: MessageState, code: string | undefined): void {
    this.events.emit('message', { sendKey, campaign, state, ...(code === undefined ? {} : { code }) });
  }
}

function isTooLate({ expiresAt }: OutboxRow, dueAt: number): boolean {
  return expiresAt !== undefined && dueAt >= expiresAt;
}

function codeOf({ code }: OutboxRow): { readonly code?: string } {
  return code === undefined ? {} : { code };
}
