import { SintoniaError } from '@sintonia/spec';

/** The one error of all verification. Which of the checks failed is nobody's business who cannot sign. */
export function unverified(): SintoniaError {
  return new SintoniaError('WEBHOOK_UNVERIFIED', 'The webhook could not be verified.');
}
