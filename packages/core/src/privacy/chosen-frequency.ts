import type { MessageFrequency, Purpose } from '@sintonia/spec';
import type { ConsentLedger } from './consent-ledger.js';
import type { ConsentRecord } from './consent-record.js';

/** The rarest first: where the ids of a merged person disagree, it counts. */
export const FREQUENCIES: readonly MessageFrequency[] = ['monthly', 'weekly', 'daily', 'asItComes'];

/** Under this name the consent ledger knows a choice. */
export function frequencyPurpose(frequency: MessageFrequency): Purpose {
  return `frequency/${frequency}`;
}

/** How often somebody chose to be written to. */
export function chosenFrequency(ledger: ConsentLedger, consent: ConsentRecord): MessageFrequency {
  return FREQUENCIES.find((each) => ledger.allows(consent, frequencyPurpose(each))) ?? 'asItComes';
}
