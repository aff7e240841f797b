import { setImmediate } from 'node:timers/promises';
import { SintoniaError } from '@sintonia/spec';

/** Turns the event loop once. @throws SINTONIA_ABORTED */
export const resting = (abort: AbortSignal) => async (): Promise<void> => {
  await setImmediate();
  if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: abort.reason });
};
