import {
  attributes,
  BlendRecommender,
  type CreateSources,
  content,
  ease,
  itemLists,
  ListReRanker,
  type SourceWeights,
} from '@sintonia/recommenders';
import type { Item, ReRanker } from '@sintonia/spec';
import { besidePeer, type Figure } from '../measurement.js';
import type { BenchCase } from '../suite.js';
import type { Catalogued } from './catalogued.js';
import { coldSplit } from './cold-split.js';
import { artistFiles, readArtists } from './read-artists.js';
import { movieFiles, readMovies } from './read-movies.js';
import { K, learnt, recallOf } from './recall-of.js';

const IS_NEW = 'isNew';
const placeForNew = new ListReRanker({ quotas: [{ name: 'new', where: { attribute: IS_NEW, is: true }, atLeast: 1 }] });

/**
 * Items that nobody took in training: how well they are found by what they are like, beside lists by chance, and what a blend costs of
 * the recall of all other items. Ranked is all that a person has not in training, new or not; `among new` ranks new items alone.
 */
function coldCase(
  name: string,
  data: { readonly reads: readonly string[]; read(): Catalogued },
  sources: { readonly alike: CreateSources; readonly weights?: SourceWeights; readonly collaborative: CreateSources },
): BenchCase {
  return {
    name,
    about: `a tenth of the items out of training, by what they are like: recall@${K}, and of all others in a blend`,
    reads: data.reads,
    async run(_, say) {
      const read = data.read();
      const { cold, coldTest, warmTest } = coldSplit(read, 1);
      const items = read.items.map((item) => marked(item, cold));
      const measure = async (create: CreateSources, weights: 'learned' | SourceWeights = {}) => {
        const blend = new BlendRecommender(create, { weights });
        const others = await recallOf(blend, { split: warmTest, items });
        const of = (split: typeof coldTest, more: { among?: ReadonlySet<string>; rerankers?: readonly ReRanker[] }) =>
          recallOf(learnt(blend), { split, items, ...more });
        return { others, of };
      };
      say('by what they are like');
      const alike = await measure(sources.alike, sources.weights);
      const fresh = await alike.of(coldTest, {});
      const amongNew = await alike.of(coldTest, { among: cold });
      say('collaborative');
      const collaborative = await measure(sources.collaborative);
      const unseen = await collaborative.of(coldTest, {});
      say('both');
      const both = await measure(() => [...sources.collaborative(), ...sources.alike()], 'learned');
      const rerankers = [placeForNew];
      const bothKept = await both.of(warmTest, { rerankers });
      const freshKept = await both.of(coldTest, { rerankers });

      const byChance = { all: K / items.length, among: K / cold.size };
      const figure = (part: string, metric: string, value: number): Figure => ({
        ...{ case: `${name}/${part}`, metric: `${metric} recall@${K}`, value, unit: 'share' },
      });
      return [
        besidePeer(figure('content and attributes', 'new items', fresh), 'chance', byChance.all),
        besidePeer(figure('content and attributes', 'among new', amongNew), 'chance', byChance.among),
        figure('collaborative', 'new items', unseen),
        besidePeer(
          figure('blend, new ones as they come', 'other items', both.others),
          'collaborative',
          collaborative.others,
        ),
        besidePeer(figure('blend, one place for new', 'other items', bothKept), 'collaborative', collaborative.others),
        besidePeer(figure('blend, one place for new', 'new items', freshKept), 'chance', byChance.all),
      ];
    },
  };
}

function marked(item: Item, cold: ReadonlySet<string>): Item {
  return { ...item, attributes: { ...item.attributes, [IS_NEW]: cold.has(item.itemId) } };
}

/** What people call a film says most of it: 8 rather than 1, 4 or 16 on new films of the training part (seed 2). */
const kinds = { genres: 'category', tags: { kind: 'category', weight: 8 }, year: 'number' } as const;
/** Chosen there, too, among 0 to 1, about the best for new films both among all and among themselves; so was the share of content. */
const DEMAND = 0.1;

export const coldCases: readonly BenchCase[] = [
  coldCase(
    'cold-movies',
    { reads: movieFiles, read: readMovies },
    {
      collaborative: () => [ease()],
      alike: () => [attributes({ attributes: kinds, demandShare: DEMAND }), content({ fields: { title: 1, tags: 1 } })],
      weights: { attributes: 1, content: 0.3 },
    },
  ),
  coldCase(
    'cold-lastfm',
    { reads: artistFiles, read: readArtists },
    {
      collaborative: () => [itemLists()],
      alike: () => [attributes({ attributes: { tags: 'category' } }), content({ fields: { tags: 1 } })],
    },
  ),
];
