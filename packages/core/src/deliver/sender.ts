import {
  assertIdentifier,
  type Campaign,
  isSintoniaError,
  type Moment,
  type PersonId,
  type PersonReference,
  personOf,
  readMoment,
  referenceOf,
  type SendResult,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { Composer } from '../compose/composer.js';
import { TOKENS } from '../container/tokens.js';
import type { ContactLog } from '../decide/contact-log.js';
import type { Decider, DecisionBasis } from '../decide/decider.js';
import type { Events } from '../events.js';
import type { AddressMarks } from '../privacy/suppression/address-marks.js';
import { wayOutOf } from '../privacy/unsubscribe/way-out-of.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading } from '../store/tenant-store.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import { sendKeyOf } from './send-key.js';

type SendRequest = PersonReference & {
  readonly campaign: string;
  readonly occasion: string;
  readonly expiresAt?: Moment;
};

/** Which sending a message belongs to. */
interface Sending {
  readonly occasion: string;
  readonly expiresAt: number | undefined;
}

/** From "write to this person" to a message that waits in the outbox, durably, once an occasion. */
@injectable()
export class Sender {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Decider) private readonly decider: Decider,
    @inject(TOKENS.Contacts) private readonly contacts: ContactLog,
    @inject(TOKENS.Recommendations) private readonly recommendations: RecommendationService,
    @inject(TOKENS.Composer) private readonly composer: Composer,
    @inject(TOKENS.AddressMarks) private readonly marks: AddressMarks,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async send(request: SendRequest): Promise<SendResult> {
    const person = personOf(request);
    const { campaign, occasion } = request;
    assertIdentifier(campaign, 'campaign');
    assertIdentifier(occasion, 'occasion');
    const expiresAt = request.expiresAt === undefined ? undefined : readMoment(request.expiresAt, 'expiresAt');
    // A conflict means that consent, the cap or the message itself has changed meanwhile: judge afresh.
    return retryOnConflict(() => this.#attempt(person, campaign, { occasion, expiresAt }));
  }

  /**
   * Queues a message anew that surely was not accepted, under the same key, decided and composed as of now.
   *
   * @returns whether it was queued. @throws what `compose` throws, SINTONIA_CAMPAIGN_UNKNOWN
   */
  async sendAgain(resting: Reading<OutboxRow>): Promise<'queued' | 'held'> {
    const { sendKey, campaign, channel, occasion, queuedAt } = resting.value as OutboxRow;
    try {
      const basis = await this.decider.decide(resting.key.person as PersonId, campaign, { channel, at: queuedAt });
      // A message of another channel would have another key.
      if (basis.decision.outcome === 'hold' || basis.decision.channel !== channel) return 'held';
      await this.#queue(resting, sendKey, { occasion, expiresAt: undefined }, basis);
      return 'queued';
    } catch (error) {
      // Somebody else has just queued it.
      if (isSintoniaError(error, 'STORE_CONFLICT')) return 'held';
      throw error;
    }
  }

  async #attempt(person: PersonId, campaign: string, sending: Sending): Promise<SendResult> {
    const basis = await this.decider.decide(person, campaign);
    const { decision } = basis;
    const { tenant } = this.settings;
    const sendKeyFor = (id: PersonId) =>
      sendKeyOf({ tenant, campaign, occasion: sending.occasion, person: id, channel: decision.channel });
    const sendKey = sendKeyFor(decision.person);
    // Before a merge it may have been queued for the anonymous visitor that the person was.
    const members = basis.consent.circle.members.map((member) => member.person);
    const others = members.filter((id) => id !== decision.person);
    const keys = [decision.person, ...others].map((id) => ({ person: id, sendKey: sendKeyFor(id) }));
    const readings = await this.outbox.readMany(keys);
    const queued = readings.find(({ value }) => value !== undefined)?.value;
    if (queued) return { status: 'duplicate', sendKey: queued.sendKey, decision: queued.decision };
    this.events.emit('decided', decision);
    if (decision.outcome === 'hold') return { status: 'held', sendKey, decision };
    await this.#queue(readings[0] as Reading<OutboxRow>, sendKey, sending, basis);
    return { status: 'queued', sendKey, decision };
  }

  async #queue(from: Reading<OutboxRow>, sendKey: string, sending: Sending, basis: DecisionBasis): Promise<void> {
    const { campaign, consent, contacts, decision, address } = basis;
    const { channel, purpose } = decision;
    const { content, locale, itemIds } = await this.#compose(sendKey, basis);
    const now = this.settings.clock.now();
    const contact = { campaign: decision.campaign, channel, at: now };
    const expiresAt = sending.expiresAt ?? (campaign.expiresAfterMs && now + campaign.expiresAfterMs);
    const row: OutboxRow = {
      sendKey,
      campaign: decision.campaign,
      occasion: sending.occasion,
      channel,
      locale,
      decision,
      itemIds,
      state: 'pending',
      attempts: 0,
      queuedAt: now,
      dueAt: decision.at ?? now,
      changedAt: now,
      ...(expiresAt !== undefined && { expiresAt }),
      ...(isRepeatable(campaign) && { isRepeatable: true }),
      to: address as string,
      mark: await this.marks.of(channel, address as string),
      content,
    };
    const log = this.contacts.with(contacts.own.value, contact);
    await this.outbox.change(from, row, {
      check: [...consent.unchanged, ...contacts.unchanged],
      put: purpose === 'service' ? [] : [{ key: contacts.own.key, value: log as never }],
    });
    this.events.emit('message', { sendKey, campaign: decision.campaign, state: 'pending' });
  }

  async #compose(sendKey: string, { campaign, profile, decision }: DecisionBasis) {
    const limit = campaign.picks ?? 5;
    const request = { ...referenceOf(decision.person), limit };
    const picks = limit === 0 ? [] : (await this.recommendations.prepare(request, decision.variant)).picks;
    const itemIds = picks.map(({ itemId }) => itemId);
    const unsubscribe = wayOutOf(decision, sendKey, this.settings.unsubscribe);
    const about = { profile, picks, decision, ...(unsubscribe && { unsubscribe }) };
    return { itemIds, ...(await this.composer.compose(campaign, about)) };
  }
}

function isRepeatable({ delivery }: Campaign): boolean {
  return delivery === 'atLeastOnce';
}
