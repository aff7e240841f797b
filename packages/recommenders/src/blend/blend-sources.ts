import {
  type Candidate,
  type Item,
  type ItemsChange,
  type Plugin,
  type Recommender,
  type RecommenderRequest,
  SintoniaError,
} from '@sintonia/spec';
import type { BlendSettings } from './blend-options.js';
import type { SourceAnswer } from './fuse.js';

/** Makes a set of sources, unfitted. */
export type CreateSources = () => readonly Plugin[];

/** The personal recommenders of plugins, each name once. @throws SINTONIA_OPTION_INVALID */
export function personalSources(plugins: readonly Plugin[]): readonly Recommender[] {
  const named = recommendersOf(plugins, false);
  if (named.length > 0) return named;
  throw new SintoniaError('OPTION_INVALID', 'sources must bring a recommender that is not impersonal.', {
    field: 'sources',
  });
}

/** The impersonal recommenders of plugins, each name once. */
export function impersonalSources(plugins: readonly Plugin[]): readonly Recommender[] {
  return recommendersOf(plugins, true);
}

function recommendersOf(plugins: readonly Plugin[], impersonal: boolean): readonly Recommender[] {
  const named = new Map<string, Recommender>();
  for (const recommender of plugins.flatMap((plugin) => plugin.recommenders ?? [])) {
    if ((recommender.impersonal === true) === impersonal && !named.has(recommender.name)) {
      named.set(recommender.name, recommender);
    }
  }
  return [...named.values()];
}

/** Asks all sources at once. One that fails answers with nothing, and is reported. */
export async function askAll(
  sources: readonly Recommender[],
  request: RecommenderRequest,
  onError: BlendSettings['onError'],
): Promise<readonly SourceAnswer[]> {
  return Promise.all(
    sources.map(async (source): Promise<SourceAnswer> => {
      let candidates: readonly Candidate[] = [];
      try {
        candidates = await source.recommend(request);
      } catch (error) {
        onError(source.name, error);
      }
      return { source: source.name, candidates };
    }),
  );
}

/** Tells sources of changed items. One that fails is reported, and the others are told all the same. */
export async function tellAll(
  sources: readonly Recommender[],
  change: ItemsChange,
  onError: BlendSettings['onError'],
): Promise<void> {
  for (const source of sources) {
    try {
      await source.itemsChanged?.(change);
    } catch (error) {
      onError(source.name, error);
    }
  }
}

/** The items that sources were told of, for sources that come later. */
export class ToldItems {
  readonly #items = new Map<string, Item>();

  take({ put, removed }: ItemsChange): void {
    for (const item of put) this.#items.set(item.itemId, item);
    for (const itemId of removed) this.#items.delete(itemId);
  }

  get all(): ItemsChange {
    return { put: [...this.#items.values()], removed: [] };
  }
}
