import { type PersonReference, type Predictions, personOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { Histories } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';

/** Asks every segmenter that predicts and may know the person. One that fails costs its own answer only. */
@injectable()
export class PredictionService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async of(reference: PersonReference): Promise<Predictions> {
    const person = personOf(reference);
    await this.models.prepare();
    const consent = await this.ledger.of(person);
    const asked = this.parts.segmenters.filter(
      ({ part, purposes }) =>
        part.predict && ['personalisation', ...purposes].every((purpose) => this.ledger.allows(consent, purpose)),
    );
    if (asked.length === 0) return { person, predictions: [] };
    const now = this.settings.clock.now();
    const [whole, history] = await Promise.all([this.profiles.of(person, now), this.histories.of(person, now)]);
    const profile = this.signalConsent.seen(whole, this.signalConsent.barred(consent));
    const predictions = asked.flatMap(({ part }) => {
      try {
        const predicted = part.predict?.({ profile, history, now }) ?? [];
        return predicted.map((prediction) => ({ segmenter: part.name, ...prediction }));
      } catch (error) {
        this.events.emit('error', { where: `segmenter ${part.name}`, error });
        return [];
      }
    });
    return { person, predictions };
  }
}
