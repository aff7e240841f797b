export type { AttributeDeclaration, AttributesOptions } from './attributes/attribute-options.js';
export { type AttributesPluginOptions, attributes } from './attributes/attributes.js';
export { AttributesRecommender } from './attributes/attributes-recommender.js';
export { auto } from './auto/auto.js';
export type { AutoOptions } from './auto/auto-options.js';
export { AutoRecommender } from './auto/auto-recommender.js';
export { blend } from './blend/blend.js';
export type { BlendAsker, BlendOptions, SourceWeights } from './blend/blend-options.js';
export { BlendRecommender } from './blend/blend-recommender.js';
export type { CreateSources } from './blend/blend-sources.js';
export { CatalogRecommender } from './catalog/catalog-recommender.js';
export { type ContentPlugin, content } from './content/content.js';
export type { ContentOptions } from './content/content-options.js';
export { ContentRecommender } from './content/content-recommender.js';
export type { Embed } from './content/embedder.js';
export { english, type Language, spanish } from './content/language.js';
export type { ContextsOptions, MomentDeclaration, Moments, MomentTarget } from './context/context-options.js';
export { contexts } from './context/contexts.js';
export { ContextsRecommender } from './context/contexts-recommender.js';
export { ease } from './ease/ease.js';
export type { EaseOptions } from './ease/ease-options.js';
export { EaseRecommender } from './ease/ease-recommender.js';
export type { Estimate } from './evaluate/bootstrap.js';
export { type EvaluateOptions, type Evaluation, evaluate } from './evaluate/evaluate.js';
export type { ListMetrics } from './evaluate/list-metrics.js';
export type { RankingMetrics } from './evaluate/ranking-metrics.js';
export { type Split, splitByTime, splitGiven, splitLast, splitRandom } from './evaluate/split.js';
export { factors } from './factors/factors.js';
export type { FactorsOptions } from './factors/factors-options.js';
export { FactorsRecommender } from './factors/factors-recommender.js';
export { itemLists } from './item-lists/item-lists.js';
export type { ItemListsOptions, ItemListsPreset } from './item-lists/item-lists-options.js';
export {
  type ItemListsChanges,
  ItemListsRecommender,
  type ItemListsUpdate,
} from './item-lists/item-lists-recommender.js';
export { type LabelledItems, labelItems } from './labels/label-items.js';
export type { LabelItemsOptions } from './labels/label-options.js';
export { type MetricName, metricNames } from './metric/metric.js';
export { type MetricOptions, MetricRecommender } from './metric/metric-recommender.js';
export { type GroupedPopularOptions, GroupedPopularRecommender } from './popular/grouped-popular-recommender.js';
export type { Grouping } from './popular/grouping.js';
export { popular } from './popular/popular.js';
export { type PopularOptions, PopularRecommender } from './popular/popular-recommender.js';
export { ListReRanker } from './re-rank/list-re-ranker.js';
export { reRank } from './re-rank/re-rank.js';
export type {
  Boost,
  Calibration,
  Diversity,
  Exploration,
  Novelty,
  Quota,
  ReRankOptions,
  Spread,
} from './re-rank/re-rank-options.js';
export { session } from './session/session.js';
export type { SessionOptions } from './session/session-options.js';
export { SessionRecommender } from './session/session-recommender.js';
export { spectral } from './spectral/spectral.js';
export type { SpectralOptions } from './spectral/spectral-options.js';
export { SpectralRecommender } from './spectral/spectral-recommender.js';
export type { Rise, RiseOf } from './trends/rise.js';
export { type TrendsPlugin, trends } from './trends/trends.js';
export type { TrendsOptions } from './trends/trends-options.js';
export { type RisingOptions, TrendsRecommender } from './trends/trends-recommender.js';
