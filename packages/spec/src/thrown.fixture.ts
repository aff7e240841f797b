import { isSintoniaError, type SintoniaError } from './errors.js';

/** The coded error that this call throws. Anything else that it does is a failure of the test. */
export function thrownBy(call: () => unknown): SintoniaError {
  try {
    call();
  } catch (error) {
    if (isSintoniaError(error)) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}
