import { AutoRecommender, evaluate, FactorsRecommender, ListReRanker, splitRandom } from '@sintonia/recommenders';
import type { Item, Recommender } from '@sintonia/spec';
import { besidePeer, type Figure } from '../measurement.js';
import { seeded } from '../pipeline/dataset.js';
import type { BenchCase } from '../suite.js';
import { byCosine, byDirection, byJaccard } from './distances.js';
import { movieFiles, readMovies } from './read-movies.js';
import { learnt } from './recall-of.js';

const K = 20;
const SHARE = 0.2;
/** As the README of the recommenders has it for some ten thousand interactions; 32 or 64 numbers instead of 128 give the same. */
const SMALL_DATA = { implicitWeight: 0.1, regularisation: 0.03 };
/** Chosen on validation parts of the training data (a fifth of it, seeds 2 and 3): the most distance for at most 2% of nDCG. */
const STRENGTH = 0.28;
const DEPTH = 5;
/** By chance, from as many of a person's best: what distance says where nothing is alike on purpose. */
const BY_CHANCE_FROM = 200;

/**
 * What diversity costs of nDCG and what it brings, beside the list of `auto()` as it was. Distance is told in the space of the model,
 * which tells a person's lists from lists by chance; genres hardly do, so their distances are told beside it.
 */
export const diversity: BenchCase = {
  name: 'diversity',
  about: `films: nDCG@${K}, how different a list is within, how much of the catalogue is shown, re-ranked and not`,
  reads: movieFiles,
  async run(_, say) {
    const { interactions, items } = readMovies();
    const question = { split: splitRandom(interactions, SHARE, 1), items, k: K };
    say('learning');
    const vectors = new FactorsRecommender(SMALL_DATA);
    const auto = new AutoRecommender();
    await evaluate({ ...question, recommenders: { vectors, auto }, people: 1 });
    const vectorOf = (itemId: string) => vectors.itemVector(itemId);
    const rerankers = [new ListReRanker({ diversity: { vectorOf, strength: STRENGTH }, depth: DEPTH })];
    const figures: Figure[] = [];
    const figure = (metric: string, value: number, before: number) =>
      figures.push(besidePeer({ case: 'diversity/re-ranked', metric, value, unit: 'share' }, 'as it was', before));
    const distances = {
      'intra-list distance': byDirection(vectorOf),
      'intra-list distance by genres (cosine)': byCosine(genresOf(items)),
      'intra-list distance by genres (Jaccard)': byJaccard(genresOf(items)),
    };
    for (const [name, distance] of Object.entries(distances)) {
      say(name);
      const lists = { plain: learnt(auto), chance: byChance(auto) };
      const { plain, chance } = await evaluate({ ...question, distance, recommenders: lists });
      const { list } = await evaluate({ ...question, distance, rerankers, recommenders: { list: learnt(auto) } });
      if (!plain || !chance || !list) return [];
      if (figures.length === 0) {
        figure(`ndcg@${K}`, list.ndcg.mean, plain.ndcg.mean);
        figure('catalogue coverage', list.lists.coverage, plain.lists.coverage);
      }
      const [before = 0, after = 0, most = 0] = [plain, list, chance].map(({ lists: all }) => all.intraListDistance);
      figure(name, after, before);
      figures.push(
        besidePeer({ case: 'diversity/by chance', metric: name, value: most, unit: 'share' }, 'as it was', before),
      );
    }
    return figures;
  },
};

function genresOf(items: readonly Item[]): (itemId: string) => readonly string[] {
  const genres = new Map(items.map(({ itemId, attributes }) => [itemId, attributes?.genres as readonly string[]]));
  return (itemId) => genres.get(itemId) ?? [];
}

/** Items drawn from the best, whichever. */
function byChance(recommender: Recommender): Recommender {
  const random = seeded(1);
  return {
    name: 'by-chance',
    specVersion: 1,
    async recommend(request) {
      const best = await recommender.recommend({ ...request, limit: BY_CHANCE_FROM });
      const drawn = best.map((candidate) => ({ candidate, draw: random() })).sort((a, b) => a.draw - b.draw);
      return drawn.slice(0, request.limit).map(({ candidate }) => candidate);
    },
  };
}
