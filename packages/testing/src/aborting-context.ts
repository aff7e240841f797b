import { type FitContext, SintoniaError } from '@sintonia/spec';

/** The same data, but the fit is aborted as soon as it has read the first batch of anything. */
export function abortingContext(context: FitContext): FitContext {
  const controller = new AbortController();
  async function* cutShort<Batch>(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
    for await (const batch of batches) {
      yield batch;
      controller.abort(new SintoniaError('ABORTED', 'The suite aborted.'));
    }
  }
  return {
    ...context,
    abort: controller.signal,
    interactions: () => cutShort(context.interactions()),
    signals: (query) => cutShort(context.signals(query)),
    profiles: () => cutShort(context.profiles()),
    items: () => cutShort(context.items()),
  };
}
