import { randomUUID } from 'node:crypto';
import { type Check, type Clock, isSintoniaError, type MessageState } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import type { Reading } from '../store/tenant-store.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';

/** A message that is ours for now, as we last saw it. */
export interface Claim {
  readonly token: string;
  latest: Reading<OutboxRow>;
  /** Somebody else has taken it for run out, or it is gone. */
  isLost: boolean;
}

/** So often a claim is renewed within its length: one renewal may fail. */
const BEATS = 3;

/**
 * States in which the owner of the latest claim may still say what became of the message. `unknown` and `pending`: somebody took the
 * claim for run out, but nobody has claimed it anew.
 */
const OPEN_TO_ITS_OWNER: ReadonlySet<MessageState> = new Set(['claimed', 'unknown', 'pending']);

/** Claims on messages: who holds one may hand the message over. They run out, so that a dead process keeps none. */
@injectable()
export class Claims {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
  ) {}

  /** Nothing when somebody was faster, or something of `unchanged` is not so any more. */
  async take(reading: Reading<OutboxRow>, unchanged: readonly Check[], clock: Clock): Promise<Claim | undefined> {
    const row = reading.value as OutboxRow;
    const now = clock.now();
    const token = randomUUID();
    const claimed: OutboxRow = { ...row, state: 'claimed', token, dueAt: now + this.settings.claimMs, changedAt: now };
    try {
      return { token, latest: await this.outbox.change(reading, claimed, { check: unchanged }), isLost: false };
    } catch (error) {
      if (isSintoniaError(error, 'STORE_CONFLICT')) return undefined;
      throw error;
    }
  }

  /** Whether it has not run out. A process that was stopped learns it here, before it hands anything over. */
  isGood({ latest, isLost }: Claim, clock: Clock): boolean {
    return !isLost && clock.now() < (latest.value as OutboxRow).dueAt;
  }

  /** Renews claims for as long as the work lasts. */
  async hold<Result>(claims: readonly Claim[], clock: Clock, work: () => Promise<Result>): Promise<Result> {
    let beat: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => {
      beat = beat.then(() => Promise.all(claims.map((claim) => this.#renew(claim, clock))));
    }, this.settings.claimMs / BEATS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await beat;
    }
  }

  /** The message as it is now, if our word about it still counts. */
  async ours({ token, latest }: Claim): Promise<Reading<OutboxRow> | undefined> {
    const { sendKey } = latest.value as OutboxRow;
    const reading = await this.outbox.read(latest.key.person as string, sendKey);
    const row = reading.value;
    return row?.token === token && OPEN_TO_ITS_OWNER.has(row.state) ? reading : undefined;
  }

  async #renew(claim: Claim, clock: Clock): Promise<void> {
    if (claim.isLost) return;
    const row = claim.latest.value as OutboxRow;
    try {
      claim.latest = await this.outbox.change(claim.latest, { ...row, dueAt: clock.now() + this.settings.claimMs });
    } catch (error) {
      // A store that fails may come back before the claim runs out.
      if (isSintoniaError(error, 'STORE_CONFLICT')) claim.isLost = true;
    }
  }
}
