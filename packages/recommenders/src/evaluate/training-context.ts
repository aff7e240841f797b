import type { FitContext, Interaction } from '@sintonia/spec';

/** The training part as a model's `fit` wants it. The moment of asking is that of the latest interaction. */
export function trainingContext(
  train: readonly Interaction[],
  options: { seed: number; abort: AbortSignal | undefined; progress: (fraction: number) => void },
): FitContext {
  const now = train.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
  const none = async function* () {};
  return {
    now,
    seed: options.seed,
    abort: options.abort ?? new AbortController().signal,
    async *interactions() {
      for (let from = 0; from < train.length; from += 10_000) yield train.slice(from, from + 10_000);
    },
    signals: none,
    profiles: none,
    items: none,
    progress: options.progress,
  };
}
