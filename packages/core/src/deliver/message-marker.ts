import { type Clock, DAY, type MessageState } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { Reading } from '../store/tenant-store.js';
import type { DispatchOutcome } from './dispatch-outcome.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import { retryDelay } from './retry-delay.js';

/** What became of one message that was due; `skipped` when somebody else has it. */
export type Delivery = Exclude<MessageState, 'claimed' | 'pending'> | 'retrying' | 'skipped';

/** Tries over about an hour: mail servers that greylist want to be asked again after minutes, and outages end. */
const MOST_ATTEMPTS = 11;
/** While the channel as a whole has to wait, a message waits with it, but not for ever: by then it is stale. */
const STALE_AFTER = DAY;

/** Writes down what became of a message, and tells. */
@injectable()
export class MessageMarker {
  constructor(
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Exposures) private readonly exposures: ExposureLog,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  mark(reading: Reading<OutboxRow>, outcome: DispatchOutcome, clock: Clock): Promise<Delivery> {
    switch (outcome.kind) {
      case 'accepted': {
        const { kind: _, ...receipt } = outcome;
        return this.finish(reading, 'sent', receipt, clock);
      }
      case 'refused':
        return this.finish(reading, 'failed', { code: outcome.code }, clock);
      case 'unknown':
        return this.finish(reading, 'unknown', { code: outcome.code }, clock);
      case 'refusedForNow':
        return this.#retry(reading, outcome, clock);
    }
  }

  /** Has it wait, untried. */
  async putOff(reading: Reading<OutboxRow>, until: number, clock: Clock): Promise<'retrying'> {
    const row = reading.value as OutboxRow;
    await this.outbox.change(reading, { ...row, state: 'pending', dueAt: until, changedAt: clock.now() });
    return 'retrying';
  }

  async finish<State extends Delivery & MessageState>(
    reading: Reading<OutboxRow>,
    state: State,
    facts: { readonly code?: string; readonly providerId?: string },
    clock: Clock,
  ): Promise<State> {
    const { code: _previous, ...row } = reading.value as OutboxRow;
    const shown = state === 'sent' ? [this.exposures.putOf(this.#exposureOf(row))] : [];
    await this.outbox.change(reading, { ...row, ...facts, state, changedAt: clock.now() }, { put: shown });
    this.#tell(row, state, facts.code);
    return state;
  }

  async #retry(
    reading: Reading<OutboxRow>,
    { code, waitMs, isTry }: Extract<DispatchOutcome, { kind: 'refusedForNow' }>,
    clock: Clock,
  ): Promise<Delivery> {
    const row = reading.value as OutboxRow;
    const now = clock.now();
    const attempts = row.attempts + (isTry ? 1 : 0);
    const isHopeless = isTry ? attempts >= MOST_ATTEMPTS : now > (row.decision.at ?? now) + STALE_AFTER;
    // Without content it was given up as unknown by another process meanwhile, and can't be tried again.
    if (isHopeless || row.content === undefined) return this.finish(reading, 'failed', { code }, clock);
    const dueAt = now + retryDelay(row.sendKey, Math.max(1, attempts), waitMs);
    await this.outbox.change(reading, { ...row, state: 'pending', attempts, dueAt, changedAt: now, code });
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
