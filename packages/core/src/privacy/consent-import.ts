import {
  assertIdentifier,
  type CollectedConsent,
  type ConsentEvent,
  FUTURE_TOLERANCE,
  isIdentifier,
  personNamed,
  readMoment,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Circles } from '../identity/circles.js';
import type { Settings } from '../settings.js';
import type { ConsentLedger } from './consent-ledger.js';
import { newerConsents } from './newer-consents.js';

/** Takes what people said elsewhere, such as at a vendor's, where it is newer than what is known. */
@injectable()
export class ConsentImport {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** @throws SINTONIA_INPUT_INVALID, SINTONIA_PERSON_MISSING, SINTONIA_IDENTIFIER_BLOCKED */
  async take(consent: CollectedConsent): Promise<void> {
    const named = personNamed(consent, this.settings.identity.isPlaceholder);
    const said = this.#eventsIn(consent);
    const noted = await this.ledger.add(named, (record) => newerConsents(record, said));
    if (noted.length === 0) return;
    const purposes = noted.map(({ purpose }) => purpose);
    this.events.emit('consent', { person: await this.circles.current(named), purposes, granted: consent.granted });
  }

  #eventsIn({ purposes, granted, at: when, source, policy }: CollectedConsent): readonly ConsentEvent[] {
    const at = readMoment(when, 'at');
    if (at > this.settings.clock.now() + FUTURE_TOLERANCE) invalid('at', 'must not lie in the future');
    if (typeof granted !== 'boolean') invalid('granted', 'must be true or false');
    if (!Array.isArray(purposes) || purposes.length === 0) invalid('purposes', 'must be a list of names');
    return purposes.map((purpose, index) => {
      assertIdentifier(purpose, `purposes[${index}]`);
      return {
        purpose,
        granted,
        at,
        ...(isIdentifier(source) && { source }),
        ...(isIdentifier(policy) && { policy }),
      };
    });
  }
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
