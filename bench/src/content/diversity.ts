import { ease, evaluate, ListReRanker, splitRandom } from '@sintonia/recommenders';
import type { Item } from '@sintonia/spec';
import { besidePeer, type Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import { movieFiles, readMovies } from './read-movies.js';
import { learnt } from './recall-of.js';

const K = 20;
const SHARE = 0.2;
/** Chosen on a validation part of the training data (a fifth of it, seed 2): a fifth more of the catalogue for at most 2% of nDCG. */
const reRanker = new ListReRanker({
  diversity: { attributes: ['genres'], strength: 0.1 },
  novelty: { attribute: 'people', strength: 0.12 },
  depth: 5,
});

/** What diversity and novelty cost of nDCG, and what they bring, beside the same list as it was. */
export const diversity: BenchCase = {
  name: 'diversity',
  about: `films by genres: nDCG@${K}, how different a list is within, how much of the catalogue is shown, re-ranked and not`,
  reads: movieFiles,
  async run(_, say) {
    const { interactions, items: bare } = readMovies();
    const split = splitRandom(interactions, SHARE, 1);
    const people = new Map<string, number>();
    for (const { itemId } of split.train) people.set(itemId, (people.get(itemId) ?? 0) + 1);
    const items = bare.map(
      (item): Item => ({ ...item, attributes: { ...item.attributes, people: people.get(item.itemId) ?? 0 } }),
    );
    const genres = new Map(items.map(({ itemId, attributes }) => [itemId, attributes?.genres as readonly string[]]));
    const distance = (one: string, other: string) => unlike(genres.get(one) ?? [], genres.get(other) ?? []);
    const [model] = ease({ regularisation: 32 }).recommenders ?? [];
    if (!model) return [];
    say('as it is');
    const question = { split, items, distance, k: K };
    const { list: plain } = await evaluate({ ...question, recommenders: { list: model } });
    say('re-ranked');
    const { list } = await evaluate({ ...question, recommenders: { list: learnt(model) }, rerankers: [reRanker] });
    if (!plain || !list) return [];
    const figure = (metric: string, value: number, before: number): Figure =>
      besidePeer({ case: 'diversity/re-ranked', metric, value, unit: 'share' }, 'as it was', before);
    return [
      figure(`ndcg@${K}`, list.ndcg.mean, plain.ndcg.mean),
      figure('intra-list distance', list.lists.intraListDistance ?? 0, plain.lists.intraListDistance ?? 0),
      figure('catalogue coverage', list.lists.coverage, plain.lists.coverage),
    ];
  },
};

/** The share of genres that two films don't have in common (Jaccard). */
function unlike(one: readonly string[], other: readonly string[]): number {
  const common = one.filter((genre) => other.includes(genre)).length;
  const all = one.length + other.length - common;
  return all === 0 ? 1 : 1 - common / all;
}
