import { type PersonReference, type Predictions, personOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Models } from '../models/models.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { Histories } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';
import type { PluginSegmenters } from './plugin-segmenters.js';

/** Tells what every segmenter that predicts and may know the person foretells. */
@injectable()
export class PredictionService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.PluginSegmenters) private readonly segmenters: PluginSegmenters,
  ) {}

  async of(reference: PersonReference): Promise<Predictions> {
    const person = personOf(reference);
    await this.models.prepare();
    const consent = await this.ledger.of(person);
    const asked = this.segmenters.predicting(consent);
    if (asked.length === 0) return { person, predictions: [] };
    const now = this.settings.clock.now();
    const [whole, history] = await Promise.all([this.profiles.of(person, now), this.histories.of(person, now)]);
    const profile = this.signalConsent.seen(whole, this.signalConsent.barred(consent));
    const predictions = this.segmenters.predictionsBy(asked, { profile, history, now });
    return { person, predictions };
  }
}
