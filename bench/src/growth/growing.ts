import { FactorsRecommender, ItemListsRecommender } from '@sintonia/recommenders';
import type { GrowthModel } from './growth-order.js';

const RANK = 64;

/** Models as the engine has them: fitted from a stream of interactions, with ids in and out. */
export function growing(model: GrowthModel): ItemListsRecommender | FactorsRecommender {
  switch (model) {
    case 'item-lists':
      return new ItemListsRecommender();
    case 'factors':
      return new FactorsRecommender({ rank: RANK });
  }
}
