export { ease } from './ease/ease.js';
export type { EaseOptions } from './ease/ease-options.js';
export { EaseRecommender } from './ease/ease-recommender.js';
export { itemLists } from './item-lists/item-lists.js';
export type { ItemListsOptions, ItemListsPreset } from './item-lists/item-lists-options.js';
export { ItemListsRecommender } from './item-lists/item-lists-recommender.js';
export { popular } from './popular/popular.js';
export { type PopularOptions, PopularRecommender } from './popular/popular-recommender.js';
