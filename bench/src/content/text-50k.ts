import { ContentRecommender } from '@sintonia/recommenders';
import type { Item } from '@sintonia/spec';
import { collectGarbage } from '../machine/collect-garbage.js';
import { costOf } from '../machine/cost.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median, quantile } from '../quantile.js';
import { rate } from '../rate.js';
import type { BenchCase, Sizes } from '../suite.js';
import { itemsContext } from './items-context.js';
import { productTexts } from './product-texts.js';

const SHARES = [1 / 50, 1 / 25, 1 / 10, 1];
/** The peer compares every text with every other as it learns: more takes it many minutes. */
const MOST_OF_PEER = 2_000;
const PEER = 'content-based-recommender';
const HISTORY = 20;
const PICKS = 10;

/** Texts are indexed once a size, the smallest first, which warms up. Lists of the peer are made as it learns, and then looked up. */
export const text50k: BenchCase = {
  name: 'text-50k',
  about: 'texts of sixty words: time to index them and to answer, beside a package of npm where it can',
  async run(sizes, say) {
    const figures: Figure[] = [];
    for (const count of new Set(SHARES.map((share) => Math.ceil(share * sizes.items)))) {
      const items = productTexts(count, 1);
      say(`${count.toLocaleString('en')} texts`);
      const ours = await measured(await learnt(items), sizes);
      const peer = count <= MOST_OF_PEER ? await measured(await peerOf(items, say), sizes) : undefined;
      const figure = (metric: string, unit: string, of: keyof typeof ours) => {
        const own = { case: `text-50k/${count} texts`, metric, value: ours[of], unit };
        return peer ? besidePeer(own, PEER, peer[of]) : own;
      };
      figures.push(figure('index', 's', 'seconds'), figure('index, processor', 's', 'cpuSeconds'));
      figures.push(figure('memory', 'MB', 'megabytes'));
      figures.push(figure('answer p50', 'ms', 'p50'), figure('answer p99', 'ms', 'p99'));
    }
    return figures;
  },
};

interface Learnt {
  readonly seconds: number;
  /** On all threads, however busy the machine is. */
  readonly cpuSeconds: number;
  readonly megabytes: number;
  answer(round: number): unknown;
}

async function learnt(items: readonly Item[]): Promise<Learnt> {
  const recommender = new ContentRecommender();
  const { cost } = await costOf(() => recommender.fit(itemsContext(items)));
  const now = 0;
  const answer = (round: number) => {
    const history = Array.from({ length: HISTORY }, (_, at) => {
      const { itemId } = items[(round * 37 + at * 101) % items.length] as Item;
      return { person: 'ana', itemId, type: 'Order Completed', weight: 1, timestamp: now };
    });
    const has = new Set(history.map(({ itemId }) => itemId));
    return recommender.recommend({ person: 'ana', history, limit: PICKS, allows: (itemId) => !has.has(itemId), now });
  };
  return { ...cost, megabytes: cost.grownBytes / 1e6, answer };
}

/** It knows no people: it is asked for what is like one text. */
async function peerOf(items: readonly Item[], say: (progress: string) => void): Promise<Learnt> {
  say(`${PEER}, ${items.length.toLocaleString('en')} texts`);
  const { default: Peer } = await import('content-based-recommender');
  const peer = new Peer({ minScore: 0, maxSimilarDocuments: PICKS });
  const texts = items.map(({ itemId, title, attributes }) => ({
    id: itemId,
    content: `${title} ${attributes?.description}`,
  }));
  const { cost } = await costOf(async () => peer.train(texts));
  const answer = (round: number) => peer.getSimilarDocuments((items[round % items.length] as Item).itemId, 0, PICKS);
  return { ...cost, megabytes: cost.grownBytes / 1e6, answer };
}

async function measured({ seconds, cpuSeconds, megabytes, answer }: Learnt, sizes: Sizes) {
  const rounds: { p50: number; p99: number }[] = [];
  collectGarbage();
  for (let round = 0; round <= sizes.rounds; round++) {
    const took: number[] = [];
    await rate(sizes.seconds, async () => {
      const start = performance.now();
      await answer(took.length);
      took.push(performance.now() - start);
      return 1;
    });
    // The first warms up.
    if (round > 0) rounds.push({ p50: median(took), p99: quantile(took, 0.99) });
  }
  return {
    ...{ seconds, cpuSeconds, megabytes },
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
  };
}
