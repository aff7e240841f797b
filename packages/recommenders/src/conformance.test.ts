import { recommenderSuite } from '@sintonia/testing';
import {
  AutoRecommender,
  EaseRecommender,
  FactorsRecommender,
  ItemListsRecommender,
  PopularRecommender,
  SpectralRecommender,
} from './index.js';

recommenderSuite('item lists', { create: () => new ItemListsRecommender() });
recommenderSuite('item lists as cosine', {
  create: () => new ItemListsRecommender({ preset: 'cosine', listLength: 20 }),
});
recommenderSuite('item lists as RP3beta', { create: () => new ItemListsRecommender({ preset: 'rp3beta' }) });
recommenderSuite('item lists as BM25', { create: () => new ItemListsRecommender({ preset: 'bm25' }) });
recommenderSuite('item lists with equal say', { create: () => new ItemListsRecommender({ equalSay: true }) });
recommenderSuite('EASE', { create: () => new EaseRecommender() });
recommenderSuite('the spectral model', { create: () => new SpectralRecommender() });
recommenderSuite('auto', { create: () => new AutoRecommender() });
recommenderSuite('factors', { create: () => new FactorsRecommender({ rank: 8 }) });
recommenderSuite('factors, quantised', { create: () => new FactorsRecommender({ rank: 16, quantised: true }) });
recommenderSuite('popularity', { create: () => new PopularRecommender() });
