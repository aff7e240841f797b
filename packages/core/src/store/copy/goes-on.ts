import { setImmediate as nextTurn } from 'node:timers/promises';
import { SintoniaError } from '@sintonia/spec';

/** Lets others have their turn, then throws SINTONIA_ABORTED where it is to end. */
export async function assertGoesOn(abort: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (abort?.aborted) throw new SintoniaError('ABORTED', 'The copy was aborted. Calling it again goes on.');
}
