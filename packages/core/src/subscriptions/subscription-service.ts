import {
  assertIdentifier,
  type PersonId,
  referenceOf,
  type Subscriber,
  type SubscriptionChange,
  type SubscriptionState,
  type Subscriptions,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { FeedbackTaking } from '../feedback/feedback-taking.js';
import type { Circles } from '../identity/circles.js';
import { chosenFrequency, FREQUENCIES, frequencyPurpose } from '../privacy/chosen-frequency.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { PrivacyDesk } from '../privacy/privacy-desk.js';
import { purposesOf } from '../privacy/purposes-of.js';
import type { UnsubscribeClaim } from '../privacy/unsubscribe/unsubscribe-tokens.js';
import type { Identification } from '../profile/identification.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';
import { type Agreement, type ChangedConsents, changedConsents, shownState } from './changed-consents.js';
import { type Offer, offerOf } from './offer.js';
import { readChange } from './read-change.js';

/** Somebody who is meant, and the message by whose link they came. */
interface Meant {
  readonly person: PersonId;
  readonly claim?: UnsubscribeClaim;
}

const FROM_LINK = 'one-click';
const ASKED = 'preferences';

/** What people want to get. A token that is no good is answered as if it were somebody's who never changed anything. */
@injectable()
export class SubscriptionService implements Subscriptions {
  readonly #offer: Offer;

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Privacy) private readonly privacy: PrivacyDesk,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Identification) private readonly identification: Identification,
    @inject(TOKENS.FeedbackTaking) private readonly feedback: FeedbackTaking,
  ) {
    this.#offer = offerOf(settings.campaigns.values());
  }

  async of(subscriber: Subscriber): Promise<SubscriptionState> {
    const meant = await this.#meant(subscriber);
    return meant === undefined ? this.#stateOfNobody([]) : this.#stateOf(meant);
  }

  async unsubscribe(subscriber: Subscriber, options: { readonly source?: string } = {}): Promise<void> {
    const isLink = typeof subscriber === 'string';
    const { source = isLink ? FROM_LINK : ASKED } = options;
    assertIdentifier(source, 'source');
    const meant = await this.#meant(subscriber);
    if (meant === undefined) return;
    const { person, claim } = meant;
    const left = claim ? [purposesOf(claim).at(-1) as string] : this.#offer.purposes;
    const consent = await this.ledger.of(person);
    const withdrawn = left.filter((purpose) => this.ledger.allows(consent, purpose));
    await this.#say(person, { granted: [], withdrawn }, source);
    if (claim) await this.#report(claim);
  }

  async change(subscriber: Subscriber, input: SubscriptionChange): Promise<SubscriptionState> {
    const change = readChange(input, this.#offer);
    const meant = await this.#meant(subscriber);
    if (meant === undefined) {
      const { granted, withdrawn } = changedConsents(this.#offer, this.#nobodyAgrees([]), change);
      return this.#stateOfNobody(granted, withdrawn);
    }
    const { person } = meant;
    const consent = await this.ledger.of(person);
    const agrees: Agreement = (purpose) => this.ledger.allows(consent, purpose);
    await this.#say(person, changedConsents(this.#offer, agrees, change), change.source);
    const { locale } = change;
    if (locale !== undefined) await this.identification.identify({ ...referenceOf(person), traits: { locale } });
    return this.#stateOf(meant);
  }

  async #meant(subscriber: Subscriber): Promise<Meant | undefined> {
    if (typeof subscriber !== 'string') return { person: await this.circles.named(subscriber) };
    const claim = this.settings.unsubscribe?.tokens.open(subscriber);
    return claim && { person: await this.circles.current(claim.person), claim };
  }

  async #stateOf({ person, claim }: Meant): Promise<SubscriptionState> {
    const [consent, profile] = await Promise.all([this.ledger.of(person), this.profiles.of(person)]);
    const { locale } = profile.traits;
    const frequency = chosenFrequency(this.ledger, consent);
    return {
      ...shownState(this.#offer, (purpose) => this.ledger.allows(consent, purpose), frequency),
      ...(claim?.topic !== undefined && { topic: claim.topic }),
      ...(typeof locale === 'string' && { locale }),
    };
  }

  /** As if somebody had just agreed to everything that is offered, and then said this. */
  #stateOfNobody(granted: readonly string[], withdrawn: readonly string[] = []): SubscriptionState {
    const agrees = this.#nobodyAgrees(granted, withdrawn);
    const frequency = FREQUENCIES.find((each) => agrees(frequencyPurpose(each))) ?? 'asItComes';
    return shownState(this.#offer, agrees, frequency);
  }

  #nobodyAgrees(granted: readonly string[], withdrawn: readonly string[] = []): Agreement {
    return (purpose) => granted.includes(purpose) || !(withdrawn.includes(purpose) || purpose.startsWith('frequency/'));
  }

  /** What is taken back comes first: if the other half fails, less is sent, not more. */
  async #say(person: PersonId, { granted, withdrawn }: ChangedConsents, source: string): Promise<void> {
    const reference = referenceOf(person);
    if (withdrawn.length > 0) await this.privacy.withdraw({ ...reference, purposes: withdrawn, source });
    if (granted.length > 0) await this.privacy.grant({ ...reference, purposes: granted, source });
  }

  /** The message learns of it like of any other feedback. */
  async #report({ sendKey }: UnsubscribeClaim): Promise<void> {
    const at = this.settings.clock.now();
    await this.feedback.takeOwn({ id: `${FROM_LINK}-${sendKey}`, kind: 'unsubscribe', at, sendKey, by: 'human' });
  }
}
