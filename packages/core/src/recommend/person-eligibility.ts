import type { ItemTest } from '@sintonia/rules';
import { type PersonId, type Profile, referenceOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { History } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { PersonLists } from '../segment/person-lists.js';
import type { SegmentService } from '../segment/segment-service.js';
import type { Settings } from '../settings.js';

const everything: ItemTest = () => true;

/** Which items are for whom, by the rule of the house. */
@injectable()
export class PersonEligibility {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.PersonLists) private readonly lists: PersonLists,
    @inject(TOKENS.Segments) private readonly segments: SegmentService,
  ) {}

  /** For somebody of whom nothing may be known: only what is for everybody. */
  get ofAnybody(): ItemTest {
    return this.settings.eligibility?.rule.for(undefined) ?? everything;
  }

  /** For somebody who agrees to personalisation. What is theirs is looked up and worked out here, once. */
  async of(person: PersonId, consent: ConsentRecord, { signals }: History, now: number): Promise<ItemTest> {
    const { eligibility } = this.settings;
    if (!eligibility) return everything;
    const [profile, [listed], segments] = await Promise.all([
      this.profiles.of(person, now),
      this.lists.ofAll([person], eligibility.lists),
      eligibility.segments.length > 0 ? this.segments.of(referenceOf(person)) : undefined,
    ]);
    const barred = this.signalConsent.barred(consent);
    return eligibility.rule.for({
      now,
      profile: withAge(this.signalConsent.seen(profile, barred)),
      signals: signals.filter(({ type }) => !barred.has(type)),
      lists: listed?.lists,
      segments: new Set(segments?.memberships.map(({ segment }) => segment)),
    });
  }
}

/** `age` is that of `birthday`, unless a trait of that name is told or computed. */
function withAge(profile: Profile): Profile {
  const age = profile.occasions?.age;
  return age === undefined ? profile : { ...profile, computed: { age, ...profile.computed } };
}
