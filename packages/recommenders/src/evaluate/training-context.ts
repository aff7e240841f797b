import type { FitContext, Interaction, Item } from '@sintonia/spec';

const PAGE = 10_000;

/** The training part as a model's `fit` wants it. The moment of asking is that of the latest interaction. */
export function trainingContext(part: {
  readonly train: readonly Interaction[];
  readonly items: readonly Item[];
  readonly seed: number;
  readonly abort: AbortSignal | undefined;
  readonly progress: (fraction: number) => void;
}): FitContext {
  const { train, items, seed, abort, progress } = part;
  const now = train.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
  const none = async function* () {};
  return {
    now,
    seed,
    abort: abort ?? new AbortController().signal,
    interactions: () => pagesOf(train),
    signals: none,
    profiles: none,
    items: () => pagesOf(items),
    progress,
  };
}

async function* pagesOf<Each>(all: readonly Each[]) {
  for (let from = 0; from < all.length; from += PAGE) yield all.slice(from, from + PAGE);
}
