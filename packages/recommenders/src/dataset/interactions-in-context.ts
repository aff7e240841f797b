import { type FitContext, type Interaction, type JsonObject, productIdOf, type Signal } from '@sintonia/spec';

/** An interaction beside what its signal said of the moment. */
export interface InteractionInContext {
  readonly interaction: Interaction;
  /** Undefined where the signal said nothing, or is not there. */
  readonly context: JsonObject | undefined;
}

/**
 * The interactions of a fit, each beside the context of the signal that it comes from. Both streams have the same order, so that
 * they are read side by side and nothing has to be kept.
 */
export async function* interactionsInContext(
  fit: Pick<FitContext, 'interactions' | 'signals'>,
): AsyncGenerator<readonly InteractionInContext[]> {
  const signals = oneByOne(fit.signals());
  let signal: Signal | undefined;
  try {
    for await (const page of fit.interactions()) {
      const together: InteractionInContext[] = [];
      for (const interaction of page) {
        while (!signal || !isFrom(interaction, signal)) {
          const next = await signals.next();
          signal = next.done ? undefined : next.value;
          if (next.done) break;
        }
        together.push({ interaction, context: signal?.context });
      }
      yield together;
    }
  } finally {
    await signals.return(undefined);
  }
}

async function* oneByOne(pages: AsyncIterable<readonly Signal[]>): AsyncGenerator<Signal, undefined> {
  for await (const page of pages) yield* page;
  return undefined;
}

/** Signals that are collected together may have the same moment: what they are about tells them apart. */
function isFrom({ person, type, timestamp, itemId }: Interaction, signal: Signal): boolean {
  return signal.person === person && signal.type === type && signal.timestamp === timestamp && isAbout(signal, itemId);
}

function isAbout(signal: Signal, itemId: string): boolean {
  if (signal.itemId !== undefined) return signal.itemId === itemId;
  const products = signal.properties?.products;
  return Array.isArray(products) && products.some((product) => productIdOf(product) === itemId);
}
