import {
  assertIdentifier,
  type Decision,
  type PersonId,
  type PersonReference,
  personOf,
  referenceOf,
  type SendResult,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { Composer } from '../compose/composer.js';
import { TOKENS } from '../container/tokens.js';
import type { ContactLog } from '../decide/contact-log.js';
import type { Decider, DecisionBasis } from '../decide/decider.js';
import type { Events } from '../events.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Outbox } from './outbox.js';
import { sendKeyOf } from './send-key.js';

/** From "write to this person" to a message that waits in the outbox, durably, once an occasion. */
@injectable()
export class Sender {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Decider) private readonly decider: Decider,
    @inject(TOKENS.Contacts) private readonly contacts: ContactLog,
    @inject(TOKENS.Recommendations) private readonly recommendations: RecommendationService,
    @inject(TOKENS.Composer) private readonly composer: Composer,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async send(request: PersonReference & { readonly campaign: string; readonly occasion: string }): Promise<SendResult> {
    const person = personOf(request);
    const { campaign, occasion } = request;
    assertIdentifier(campaign, 'campaign');
    assertIdentifier(occasion, 'occasion');
    // A conflict means that consent, the cap or the message itself has changed meanwhile: judge afresh.
    return retryOnConflict(() => this.#attempt(person, campaign, occasion));
  }

  async #attempt(person: PersonId, campaign: string, occasion: string): Promise<SendResult> {
    const basis = await this.decider.decide(person, campaign);
    const { decision } = basis;
    const { tenant } = this.settings;
    const sendKeyFor = (id: PersonId) =>
      sendKeyOf({ tenant, campaign, occasion, person: id, channel: decision.channel });
    // Before a merge it may have been queued for the anonymous visitor that the person was.
    for (const member of basis.consent.circle.members) {
      const { value } = await this.outbox.read(member.person, sendKeyFor(member.person));
      if (value) return { status: 'duplicate', sendKey: value.sendKey, decision: value.decision };
    }
    const sendKey = sendKeyFor(decision.person);
    this.events.emit('decided', decision);
    if (decision.outcome === 'hold') return { status: 'held', sendKey, decision };
    return { status: 'queued', sendKey, decision: await this.#queue(sendKey, occasion, basis) };
  }

  async #queue(sendKey: string, occasion: string, basis: DecisionBasis): Promise<Decision> {
    const { campaign, profile, consent, contacts, decision } = basis;
    const { person, channel, purpose } = decision;
    const limit = campaign.picks ?? 5;
    const picks =
      limit === 0
        ? []
        : (await this.recommendations.prepare({ ...referenceOf(person), limit }, decision.variant)).picks;
    const { content, locale } = await this.composer.compose(campaign, { profile, picks, decision });
    const now = this.settings.clock.now();
    const contact = { campaign: decision.campaign, channel, at: now };
    await this.outbox.add(
      person,
      {
        sendKey,
        campaign: decision.campaign,
        occasion,
        channel,
        locale,
        decision,
        itemIds: picks.map(({ itemId }) => itemId),
        state: 'pending',
        attempts: 0,
        dueAt: decision.at ?? now,
        changedAt: now,
        to: basis.address as string,
        content,
      },
      {
        check: [...consent.unchanged, ...contacts.unchanged],
        put:
          purpose === 'service'
            ? []
            : [{ key: contacts.own.key, value: this.contacts.with(contacts.own.value, contact) as never }],
      },
    );
    this.events.emit('message', { sendKey, campaign: decision.campaign, state: 'pending' });
    return decision;
  }
}
