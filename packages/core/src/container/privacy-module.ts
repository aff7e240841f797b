import { ContainerModule } from 'inversify';
import { ConsentImport } from '../privacy/consent-import.js';
import { ConsentLedger } from '../privacy/consent-ledger.js';
import { PendingErasures } from '../privacy/pending-erasures.js';
import { PrivacyDesk } from '../privacy/privacy-desk.js';
import { PrivacyRequests } from '../privacy/privacy-requests.js';
import { SignalConsent } from '../privacy/signal-consent.js';
import { AddressMarks } from '../privacy/suppression/address-marks.js';
import { SuppressionList } from '../privacy/suppression/suppression-list.js';
import { TOKENS } from './tokens.js';

/** Who agreed to what, who is not to be written to, and what people ask for. */
export const privacyModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.ConsentLedger).to(ConsentLedger);
  bind(TOKENS.ConsentImport).to(ConsentImport);
  bind(TOKENS.AddressMarks).to(AddressMarks);
  bind(TOKENS.Suppressions).to(SuppressionList);
  bind(TOKENS.SignalConsent).to(SignalConsent);
  bind(TOKENS.PrivacyRequests).to(PrivacyRequests);
  bind(TOKENS.Privacy).to(PrivacyDesk);
  bind(TOKENS.PendingErasures).to(PendingErasures);
});
