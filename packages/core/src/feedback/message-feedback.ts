import type { ConsentEvent, DeliveryEvent, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import type { SignalWriter } from '../collect/signal-writer.js';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import { newerConsents } from '../privacy/newer-consents.js';
import { purposesOf } from '../privacy/purposes-of.js';
import type { AddressMarks } from '../privacy/suppression/address-marks.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { AddressFeedback } from './address-feedback.js';
import type { FeedbackLog } from './feedback-log.js';
import { feedbackSignal, readingTypeOf } from './feedback-signal.js';
import { isKnown, type MessageFacts, withReport } from './message-facts.js';
import type { MatchedMessage, MessageFinder } from './message-finder.js';
import type { Reconciliation } from './reconciliation.js';

/** What became of one report. `denied`: the person does not agree that it is kept. */
export type ReportFate = 'accepted' | 'duplicate' | 'denied';

/**
 * Takes reports about one message: what they say about consent, what the person did, what is known of the message, and what that means
 * for the address. Every step does no harm twice; the last one says that all are done.
 */
@injectable()
export class MessageFeedback {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.MessageFinder) private readonly finder: MessageFinder,
    @inject(TOKENS.FeedbackLog) private readonly log: FeedbackLog,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.SignalWriter) private readonly writer: SignalWriter,
    @inject(TOKENS.AddressMarks) private readonly marks: AddressMarks,
    @inject(TOKENS.AddressFeedback) private readonly addresses: AddressFeedback,
    @inject(TOKENS.Reconciliation) private readonly reconciliation: Reconciliation,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** In the order of the reports. Undefined where nobody knows such a message. */
  async take(sendKey: string, channel: string, reports: readonly DeliveryEvent[]) {
    const message = await this.finder.find(sendKey, channel);
    if (message === undefined) return undefined;
    const fresh = await this.#fresh(message, reports);
    await this.#withdraw(message, fresh);
    return this.keep(message, reports);
  }

  /** The same, where what they say about consent is noted already. */
  async keep(message: MatchedMessage, reports: readonly DeliveryEvent[]): Promise<readonly ReportFate[] | undefined> {
    const { sendKey, channel } = message.row;
    const fresh = await this.#fresh(message, reports);
    const now = this.settings.clock.now();
    await this.writer.write(fresh.map((report) => feedbackSignal(message, report, now)).filter(isSignal));
    const fates = await retryOnConflict(() => this.#note(sendKey, channel, reports));
    if (fates !== undefined) await this.reconciliation.of(sendKey, channel);
    return fates;
  }

  async #fresh({ person, row }: MatchedMessage, reports: readonly DeliveryEvent[]): Promise<readonly DeliveryEvent[]> {
    const { value: facts = {} } = await this.log.read(person, row.sendKey);
    return reports.filter((report) => !isKnown(facts, report));
  }

  async #note(sendKey: string, channel: string, reports: readonly DeliveryEvent[]) {
    // Read anew: in the meantime its person may have been erased.
    const message = await this.finder.find(sendKey, channel);
    if (message === undefined) return undefined;
    const { person, row, reading } = message;
    const [log, consent] = await Promise.all([this.log.read(person, sendKey), this.ledger.of(person)]);
    let facts: MessageFacts = log.value ?? {};
    const fates = reports.map((report): ReportFate => {
      if (this.#isBarred(consent, report)) return 'denied';
      if (isKnown(facts, report)) return 'duplicate';
      facts = withReport(facts, report);
      return 'accepted';
    });
    const news = reports.filter((_, index) => fates[index] === 'accepted');
    if (news.length === 0) return fates;
    const to = news.find((report) => report.to !== undefined)?.to;
    const mark = row.mark ?? (to === undefined ? undefined : await this.marks.of(channel, to));
    const { purpose } = row.decision;
    const { check, put } =
      mark === undefined
        ? { check: [], put: [] }
        : await this.addresses.changesBy({ channel, mark, person, purpose }, news);
    await this.store.commit({
      check: [reading.unchanged, log.unchanged, ...consent.unchanged, ...check],
      put: [{ key: log.key, value: facts as never }, ...put],
    });
    const about = { sendKey, campaign: row.campaign, person };
    for (const { kind, at, by, because } of news) {
      this.events.emit('feedback', {
        kind,
        channel,
        at,
        ...(by && { by }),
        ...(because && { because }),
        message: about,
      });
    }
    return fates;
  }

  /** Who leaves takes back the topic, else the purpose. Who complains takes back the purpose: it was not the topic's fault. */
  async #withdraw({ person, row }: MatchedMessage, reports: readonly DeliveryEvent[]): Promise<void> {
    const { purpose } = row.decision;
    if (purpose === 'service') return;
    const left = purposesOf(row.decision).at(-1) as string;
    const said = reports
      .filter(({ kind }) => kind === 'complaint' || kind === 'unsubscribe')
      .map(
        ({ kind, at }): ConsentEvent => ({
          purpose: kind === 'complaint' ? purpose : left,
          granted: false,
          at,
          source: kind === 'complaint' ? 'complaint' : 'unsubscribe by provider',
        }),
      )
      .sort((a, b) => a.at - b.at);
    if (said.length === 0) return;
    const noted = await this.ledger.add(person, (record) => newerConsents(record, said));
    if (noted.length === 0) return;
    const purposes = [...new Set(noted.map((event) => event.purpose))];
    this.events.emit('consent', { person, purposes, granted: false });
  }

  #isBarred(consent: ConsentRecord, { kind }: DeliveryEvent): boolean {
    const type = readingTypeOf(kind);
    if (type === undefined) return false;
    return !this.ledger.allows(consent, this.registry.of(type)?.purpose ?? 'personalisation');
  }
}

function isSignal(signal: Signal | undefined): signal is Signal {
  return signal !== undefined;
}
