import { setImmediate } from 'node:timers/promises';
import { SintoniaError } from '@sintonia/spec';

/** Lets the event loop turn after every batch. @throws SINTONIA_ABORTED */
export async function* withRests<Batch>(batches: AsyncIterable<Batch>, abort: AbortSignal): AsyncIterable<Batch> {
  const check = () => {
    if (abort.aborted) throw new SintoniaError('ABORTED', 'The fit was aborted.', { cause: abort.reason });
  };
  check();
  for await (const batch of batches) {
    yield batch;
    await setImmediate();
    check();
  }
}
