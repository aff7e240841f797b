export { itemLists } from './item-lists.js';
export type { ItemListsOptions } from './item-lists-options.js';
export { ItemListsRecommender } from './item-lists-recommender.js';
export { popular } from './popular.js';
export { type PopularOptions, PopularRecommender } from './popular-recommender.js';
