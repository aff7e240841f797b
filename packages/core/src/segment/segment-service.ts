import { type Membership, type PersonReference, personOf, type Segments } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Models } from '../models/models.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { Histories } from '../profile/histories.js';
import type { Profiles } from '../profile/profiles.js';
import type { Settings } from '../settings.js';

/** Asks every segmenter that may know the person. One that fails costs its own answer only. */
@injectable()
export class SegmentService {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.Models) private readonly models: Models,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async of(reference: PersonReference): Promise<Segments> {
    const person = personOf(reference);
    await this.models.prepare();
    const now = this.settings.clock.now();
    const [consent, profile, history] = await Promise.all([
      this.ledger.of(person),
      this.profiles.of(person),
      this.histories.of(person, now),
    ]);
    const memberships: Membership[] = [];
    for (const { part, purposes } of this.parts.segmenters) {
      if (!['personalisation', ...purposes].every((purpose) => this.ledger.allows(consent, purpose))) continue;
      try {
        const assigned = part.assign({ profile, history, now });
        memberships.push(...assigned.map((membership) => ({ segmenter: part.name, ...membership })));
      } catch (error) {
        this.events.emit('error', { where: `segmenter ${part.name}`, error });
      }
    }
    return { person, memberships };
  }
}
