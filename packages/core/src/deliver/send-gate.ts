import type { Check } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Decider } from '../decide/decider.js';
import type { Channels } from '../plugins/channels.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import { purposesOf } from '../privacy/purposes-of.js';
import { type Standing, type SuppressionList, stops } from '../privacy/suppression/suppression-list.js';
import type { Reading } from '../store/tenant-store.js';
import type { OutboxRow } from './outbox-row.js';

/** Whether a message that was queued may still go out. */
export type Permission =
  /** For as long as nothing of this changes: its claim is committed on that condition. */
  | { readonly kind: 'go'; readonly unchanged: readonly Check[] }
  | { readonly kind: 'later'; readonly until: number }
  | { readonly kind: 'never'; readonly state: 'suppressed' | 'expired' | 'failed'; readonly code?: string };

/** The one gate through which every message goes out. What was allowed when it was queued may not be any more. */
@injectable()
export class SendGate {
  constructor(
    @inject(TOKENS.Channels) private readonly channels: Channels,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Suppressions) private readonly suppressions: SuppressionList,
    @inject(TOKENS.Decider) private readonly decider: Decider,
  ) {}

  /** In the order of the messages, in one read of consent and one of suppressions. Where one of them fails, nothing goes. */
  async mayStillGo(messages: readonly Reading<OutboxRow>[], now: number): Promise<readonly Permission[]> {
    const consents = await this.ledger.ofAll(messages.map(({ key }) => key.person as string));
    const rows = messages.map(({ value }) => value as OutboxRow);
    const standings = await this.suppressions.standings(rows);
    return Promise.all(
      rows.map((row, index) => this.#judge(row, consents[index] as ConsentRecord, standings[index] as Standing, now)),
    );
  }

  async #judge(row: OutboxRow, consent: ConsentRecord, standing: Standing, now: number): Promise<Permission> {
    const channel = this.channels.get(row.channel);
    if (channel === undefined) return { kind: 'never', state: 'failed', code: 'SINTONIA_CHANNEL_UNKNOWN' };
    const needed = [...purposesOf(row.decision), ...channel.purposes];
    if (!needed.every((purpose) => this.ledger.allows(consent, purpose))) {
      return { kind: 'never', state: 'suppressed', code: 'SINTONIA_CONSENT_DENIED' };
    }
    if (stops(standing, row.decision.purpose)) {
      return { kind: 'never', state: 'suppressed', code: 'SINTONIA_ADDRESS_SUPPRESSED' };
    }
    if (now >= (row.expiresAt ?? Number.POSITIVE_INFINITY)) {
      return { kind: 'never', state: 'expired', ...(row.code !== undefined && { code: row.code }) };
    }
    const until = await this.decider.waitsUntil(row.decision, now);
    return until === undefined
      ? { kind: 'go', unchanged: [...consent.unchanged, standing.unchanged] }
      : { kind: 'later', until };
  }
}
