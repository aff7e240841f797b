import type { ItemTest } from '@sintonia/rules';
import {
  type Assigner,
  type Membership,
  type PersonId,
  type Profile,
  type Recommender,
  referenceOf,
  type Variant,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Installed } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { Histories, History } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { SegmentService } from '../segment/segment-service.js';
import type { Settings } from '../settings.js';
import type { ListRequest } from './list-request.js';
import type { PersonEligibility } from './person-eligibility.js';

/** Who asks for a list, as far as they agree to being looked up. */
export interface Asker {
  readonly person: PersonId;
  readonly variant: Variant;
  readonly propensity: number;
  /** What they did, for leaving out what they have. Nothing of who does not agree. */
  readonly history: History;
  /** What recommenders are told of it: nothing for the generic list. */
  readonly interactions: History['interactions'];
  readonly profile: Profile | undefined;
  readonly memberships: readonly Membership[] | undefined;
  /** Which items are for them. */
  readonly isEligible: ItemTest;
  /** Whether they agree to it being counted what they are shown. */
  readonly isLoggable: boolean;
  /** The recommenders that may speak. */
  readonly recommenders: readonly Recommender[];
}

const nothing: History = { signals: [], interactions: [] };

/** Looks up who asks for a list. Who does not agree is not looked up at all, not even to leave out what they have. */
@injectable()
export class Askers {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Segments) private readonly segments: SegmentService,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.PersonEligibility) private readonly eligibility: PersonEligibility,
    @inject(TOKENS.Assigner) private readonly assigner: Assigner,
  ) {}

  /** @param decided the variant, where it was decided before, instead of the holdout's word. */
  async of(
    { person, asOf }: ListRequest,
    recommenders: readonly Installed<Recommender>[],
    decided?: Variant,
  ): Promise<Asker> {
    const consent = await this.ledger.of(person);
    const agrees = (purposes: readonly string[]) => purposes.every((purpose) => this.ledger.allows(consent, purpose));
    const isLoggable = agrees(['analytics']);
    if (!agrees(['personalisation'])) {
      const impersonal = recommenders.map(({ part }) => part).filter((part) => part.impersonal === true);
      const isEligible = this.eligibility.ofAnybody;
      return { ...nobody, person, isLoggable, isEligible, recommenders: impersonal };
    }
    const assigned = this.assigner.assign(person, 'recommend');
    const variant = decided ?? assigned.variant;
    const usable = recommenders
      .filter(({ part, purposes }) => part.impersonal === true || (variant === 'personal' && agrees(purposes)))
      .map(({ part }) => part);
    const isNeeded = (need: 'profile' | 'memberships') =>
      variant === 'personal' && usable.some((part) => part.needs?.includes(need));
    const now = asOf ?? this.settings.clock.now();
    const [history, profile, segments] = await Promise.all([
      this.histories.of(person, now, asOf),
      isNeeded('profile') ? this.profiles.of(person) : undefined,
      isNeeded('memberships') ? this.segments.of(referenceOf(person)) : undefined,
    ]);
    return {
      person,
      variant,
      propensity: assigned.propensity,
      history,
      interactions: variant === 'personal' ? history.interactions : [],
      profile: profile && this.signalConsent.seen(profile, this.signalConsent.barred(consent)),
      memberships: segments?.memberships,
      // For whom an item is does not depend on who is compared with whom: the holdout, too.
      isEligible: await this.eligibility.of(person, consent, history, now),
      isLoggable,
      recommenders: usable,
    };
  }
}

const nobody = {
  variant: 'generic',
  propensity: 1,
  history: nothing,
  interactions: [],
  profile: undefined,
  memberships: undefined,
} as const;
