import { type PersonReference, personOf, type Segments } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Models } from '../models/models.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { Histories } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';
import type { Memberships } from './memberships.js';
import type { PluginSegmenters } from './plugin-segmenters.js';

/** Tells in which segments a person is: those declared as rules first, then what every segmenter says. */
@injectable()
export class SegmentService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
    @inject(TOKENS.PluginSegmenters) private readonly segmenters: PluginSegmenters,
  ) {}

  async of(reference: PersonReference): Promise<Segments> {
    const person = personOf(reference);
    await this.models.prepare();
    const now = this.settings.clock.now();
    const [consent, profile, history] = await Promise.all([
      this.ledger.of(person),
      this.profiles.of(person, now),
      this.histories.of(person, now),
    ]);
    const declared = await this.memberships.of(person, profile, consent, now);
    const seen = this.signalConsent.seen(profile, this.signalConsent.barred(consent));
    return { person, memberships: [...declared, ...this.segmenters.of(consent, { profile: seen, history, now })] };
  }
}
