import type { Block } from '@sintonia/report';
import type { Ranking } from '../evaluate.js';

/** Personal lists and popularity side by side. */
export function rankingPlot({ personal, popular }: Ranking): Block {
  if (personal === undefined || popular === undefined) return { block: 'text', text: 'There was nobody to judge by.' };
  return {
    block: 'bars',
    title: 'Personal lists and popularity',
    description: 'Recall: which share of what they took was in the list. nDCG: the same, where the top counts more.',
    categories: ['Recall@10', 'nDCG@10'],
    series: [
      { name: 'personal', values: [personal.recall10, personal.ndcg10] },
      { name: 'popularity', values: [popular.recall10, popular.ndcg10] },
    ],
  };
}
