import { SintoniaError } from '@sintonia/spec';

/** Work that stops when told, in the words of the contract. @throws SINTONIA_ABORTED */
export async function heedAbort<Result>(abort: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) {
  try {
    return await work(abort);
  } catch (error) {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: abort.reason });
    throw error;
  }
}
