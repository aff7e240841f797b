import {
  type Assigner,
  type Campaign,
  type ChannelDispatcher,
  DAY,
  type Decision,
  type DecisionContext,
  type DecisionRule,
  type PersonId,
  type Profile,
  type RuleVerdict,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Channels, Provider } from '../plugins/channels.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import { chosenFrequency } from '../privacy/chosen-frequency.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import { purposesOf } from '../privacy/purposes-of.js';
import type { SuppressionList } from '../privacy/suppression/suppression-list.js';
import type { Profiles } from '../profile/profiles.js';
import type { Memberships } from '../segment/memberships.js';
import type { Settings } from '../settings.js';
import { addressOf, isPlausible } from './address-of.js';
import { agreeOnTime } from './agree-on-time.js';
import type { Contact, ContactLog, Contacts } from './contact-log.js';
import { frequencyCapRule } from './frequency-cap-rule.js';
import { frequencyChoiceRule } from './frequency-choice-rule.js';
import { type QuietHoursRule, quietHoursRule } from './quiet-hours-rule.js';
import { soundVerdict } from './sound-verdict.js';
import { suppressionVerdicts } from './suppression-verdicts.js';

/** A decision and what it was based on, so that a commit can insist that nothing of it has changed. */
export interface DecisionBasis {
  readonly decision: Decision;
  readonly campaign: Campaign;
  readonly profile: Profile;
  readonly address: string | undefined;
  readonly consent: ConsentRecord;
  readonly contacts: Contacts;
}

/** May we, what, when, by which channel: asks every rule, and keeps what each one said. */
@injectable()
export class Decider {
  readonly #rules: readonly DecisionRule[];
  readonly #quietHours: QuietHoursRule | undefined;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) parts: InstalledParts,
    @inject(TOKENS.Channels) private readonly channels: Channels,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Suppressions) private readonly suppressions: SuppressionList,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
    @inject(TOKENS.Contacts) private readonly contacts: ContactLog,
    @inject(TOKENS.Assigner) private readonly assigner: Assigner,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {
    const { frequencyCap, quietHours } = settings;
    this.#quietHours = quietHours && quietHoursRule(quietHours);
    const nights = this.#quietHours ? [this.#quietHours] : [];
    this.#rules = [frequencyCapRule(frequencyCap), ...nights, ...parts.rules];
  }

  /**
   * @param again the earlier message that this one stands for: it does not count against it.
   * @throws SINTONIA_CAMPAIGN_UNKNOWN, SINTONIA_CHANNEL_UNKNOWN
   */
  async decide(id: PersonId, name: string, again?: Omit<Contact, 'campaign'>): Promise<DecisionBasis> {
    const campaign = this.settings.campaigns.get(name);
    if (!campaign) {
      const declared = [...this.settings.campaigns.keys()].join(', ') || 'none';
      throw new SintoniaError('CAMPAIGN_UNKNOWN', `No such campaign is declared. There are: ${declared}.`, {
        field: 'campaign',
      });
    }
    const { channel, purpose = 'marketing', topic } = campaign;
    const served = this.channels.get(channel);
    if (!served) {
      throw new SintoniaError('CHANNEL_UNKNOWN', `No plugin serves the channel ${channel}: add one to plugins.`, {
        field: 'campaign',
      });
    }
    const consent = await this.ledger.of(id);
    const { person } = consent.circle;
    const [profile, contacts] = await Promise.all([
      this.profiles.of(person),
      this.contacts.of(consent.circle, again && { campaign: name, ...again }),
    ]);
    const now = this.settings.clock.now();
    const address = this.#addressOf(profile, (served.providers[0] as Provider).dispatcher);
    const suppression = address === undefined ? undefined : await this.suppressions.standingOf(channel, address);
    const frequency = chosenFrequency(this.ledger, consent);
    const { sent } = contacts;
    const context = { person, profile, campaign: name, channel, purpose, topic, frequency, address, sent };
    const rules = frequency === 'asItComes' ? this.#rules : [frequencyChoiceRule, ...this.#rules];
    const { at, verdicts } = agreeOnTime(now, (moment) =>
      rules.map((rule) => this.#judge(rule, { ...context, now: moment })),
    );
    const trace: RuleVerdict[] = [
      ...[...purposesOf(campaign), ...served.purposes].map((needed) => this.#consentVerdict(consent, needed)),
      address === undefined
        ? { rule: 'reachable', verdict: 'hold', because: 'noAddress' }
        : isPlausible(address, channel)
          ? { rule: 'reachable', verdict: 'pass', because: 'hasAddress' }
          : { rule: 'reachable', verdict: 'hold', because: 'badAddress' },
      ...suppressionVerdicts(suppression, purpose),
      ...(await this.#audienceVerdicts(campaign.audience, profile, consent, now)),
      ...verdicts,
    ];
    const { variant, propensity } = this.ledger.allows(consent, 'personalisation')
      ? this.assigner.assign(person, name)
      : ({ variant: 'generic', propensity: 1 } as const);
    const held = trace.some(({ verdict }) => verdict === 'hold');
    const decision: Decision = {
      person,
      campaign: name,
      channel,
      purpose,
      ...(topic !== undefined && { topic }),
      outcome: held || at === undefined ? 'hold' : at > now ? 'later' : 'send',
      ...(held || at === undefined ? {} : { at }),
      variant,
      propensity,
      trace,
    };
    return { decision, campaign, profile, address, consent, contacts };
  }

  /** When a message that is due now may go out, if not now: it was decided earlier, and night may have come since. */
  async waitsUntil({ person, purpose }: Decision, now: number): Promise<number | undefined> {
    if (!this.#quietHours) return undefined;
    const profile = await this.profiles.of(person);
    const { verdict, until = now + DAY } = this.#quietHours.judge({ purpose, profile, now });
    return verdict === 'pass' ? undefined : until;
  }

  /** Nothing when the dispatcher fails to say: who can't be reached is not written to. */
  #addressOf(profile: Profile, dispatcher: ChannelDispatcher): string | undefined {
    try {
      return addressOf(profile, dispatcher);
    } catch (error) {
      this.events.emit('error', { where: `dispatcher ${dispatcher.name}`, error });
      return undefined;
    }
  }

  #consentVerdict(consent: ConsentRecord, purpose: string): RuleVerdict {
    const { granted, because } = this.ledger.stateOf(consent, purpose);
    const details = { purpose, state: because };
    return granted
      ? { rule: 'consent', verdict: 'pass', because: 'consentGiven', details }
      : { rule: 'consent', verdict: 'hold', because: 'consentDenied', details };
  }

  async #audienceVerdicts(
    audience: string | undefined,
    profile: Profile,
    consent: ConsentRecord,
    now: number,
  ): Promise<readonly RuleVerdict[]> {
    if (audience === undefined) return [];
    const memberships = await this.memberships.of(profile.person, profile, consent, now);
    const isIn = memberships.some(({ segment }) => segment === audience);
    const details = { segment: audience };
    return [
      isIn
        ? { rule: 'audience', verdict: 'pass', because: 'inAudience', details }
        : { rule: 'audience', verdict: 'hold', because: 'notInAudience', details },
    ];
  }

  /** A rule that fails holds the message: silence is the safe side. */
  #judge(rule: DecisionRule, context: DecisionContext): RuleVerdict {
    try {
      return soundVerdict(rule.name, rule.judge(context));
    } catch (error) {
      this.events.emit('error', { where: `rule ${rule.name}`, error });
      return { rule: rule.name, verdict: 'hold', because: 'ruleFailed' };
    }
  }
}
