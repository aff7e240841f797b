import type { FitContext, Interaction, Item, Profile, Signal } from '@sintonia/spec';

export interface FitContextOptions {
  /** Milliseconds since 1970. Default: 2026-01-01T00:00:00Z. */
  readonly now?: number;
  /** Default: 1. */
  readonly seed?: number;
  /** Default: never aborts. */
  readonly abort?: AbortSignal;
  readonly interactions?: readonly Interaction[];
  readonly signals?: readonly Signal[];
  readonly profiles?: readonly Profile[];
  readonly items?: readonly Item[];
  /** How many a batch. Default: 1,000. */
  readonly batch?: number;
  /** Called with each step of progress. */
  readonly onProgress?: (fraction: number) => void;
}

/** What a model learns from, out of plain arrays. */
export function fitContext(options: FitContextOptions = {}): FitContext {
  const { now = Date.UTC(2026, 0, 1), seed = 1, batch = 1_000, onProgress = () => {} } = options;
  return {
    now,
    seed,
    abort: options.abort ?? new AbortController().signal,
    interactions: () => batches(options.interactions ?? [], batch),
    signals: ({ types } = {}) => batches(ofTypes(options.signals ?? [], types), batch),
    profiles: () => batches(options.profiles ?? [], batch),
    items: () => batches(options.items ?? [], batch),
    progress: (fraction) => onProgress(fraction),
  };
}

function ofTypes(signals: readonly Signal[], types: readonly string[] | undefined): readonly Signal[] {
  return types ? signals.filter(({ type }) => types.includes(type)) : signals;
}

async function* batches<Row>(rows: readonly Row[], size: number): AsyncIterable<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
