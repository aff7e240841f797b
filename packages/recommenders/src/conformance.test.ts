import { recommenderSuite } from '@sintonia/testing';
import { ItemListsRecommender, PopularRecommender } from './index.js';

recommenderSuite('item lists', { create: () => new ItemListsRecommender() });
recommenderSuite('item lists as cosine', {
  create: () =>
    new ItemListsRecommender({
      personExponent: 0,
      seedExponent: 0.5,
      neighbourExponent: 0.5,
      halfLifeDays: Infinity,
      listLength: 20,
    }),
});
recommenderSuite('popularity', { create: () => new PopularRecommender() });
