export type { LowestBands } from './bands/lowest-bands.js';
export { clusters } from './clusters/clusters.js';
export type { ClustersOptions } from './clusters/clusters-options.js';
export { ClustersSegmenter } from './clusters/clusters-segmenter.js';
export { demographic } from './demographic/demographic.js';
export type {
  AgeOptions,
  BandOptions,
  DemographicDimension,
  DemographicOptions,
  GroupOptions,
} from './demographic/demographic-options.js';
export { DemographicSegmenter } from './demographic/demographic-segmenter.js';
export { isSensitiveTrait } from './demographic/sensitive-traits.js';
export { defaultDepths } from './engagement/default-depths.js';
export { engagement } from './engagement/engagement.js';
export type { EngagementOptions, EngagementPart } from './engagement/engagement-options.js';
export { engagementSegmenter } from './engagement/engagement-segmenter.js';
export { defaultSignals, type FeatureOptions } from './features/feature-options.js';
export { defaultIndustries } from './firmographic/default-industries.js';
export { defaultRoles } from './firmographic/default-roles.js';
export { defaultSeniorities } from './firmographic/default-seniorities.js';
export { firmographic } from './firmographic/firmographic.js';
export type { FirmographicOptions } from './firmographic/firmographic-options.js';
export { FirmographicSegmenter } from './firmographic/firmographic-segmenter.js';
export type { Keywords } from './firmographic/keyword-groups.js';
export { lifecycle } from './lifecycle/lifecycle.js';
export type { LifecycleOptions } from './lifecycle/lifecycle-options.js';
export { LifecycleSegmenter } from './lifecycle/lifecycle-segmenter.js';
export {
  commerceStages,
  type LifecycleSegment,
  type LifecycleStage,
  type LifecycleStageName,
  type LifecycleStages,
  lifecycleSegments,
  mediaStages,
} from './lifecycle/lifecycle-stages.js';
export { lookAlike } from './look-alike/look-alike.js';
export type { CategoryMeasure, LookAlikeOptions } from './look-alike/look-alike-options.js';
export { LookAlikeSegmenter } from './look-alike/look-alike-segmenter.js';
export type { PersonMeasure } from './measures/person-measure.js';
export { type ChurnOptions, churn, churnSegmenter } from './predict/classify/churn.js';
export type { GoalOptions, GoalPattern } from './predict/classify/goal-options.js';
export type { GoalSegmenter } from './predict/classify/goal-segmenter.js';
export { type PropensityOptions, propensity, propensitySegmenter } from './predict/classify/propensity.js';
export { customerValue } from './predict/customer-value/customer-value.js';
export type { CustomerValueOptions } from './predict/customer-value/customer-value-options.js';
export { CustomerValueSegmenter } from './predict/customer-value/customer-value-segmenter.js';
export { type CustomerValueSegment, customerValueSegments } from './predict/customer-value/customer-value-segments.js';
export { type DriftThreshold, driftThresholds } from './predict/drift/drift-thresholds.js';
export { bgNbd, mbgNbd } from './predict/purchases/bg-nbd.js';
export { type FittedSpending, fitGammaGamma } from './predict/purchases/fit-gamma-gamma.js';
export { type FittedPurchases, fitPurchaseModel, type UnfittedReason } from './predict/purchases/fit-purchase-model.js';
export { expectedOrderValue, gammaGammaLogLikelihood, type Spending } from './predict/purchases/gamma-gamma.js';
export { paretoNbd } from './predict/purchases/pareto-nbd.js';
export {
  type PurchaseHistories,
  type PurchaseHistory,
  purchaseHistories,
} from './predict/purchases/purchase-histories.js';
export type { PurchaseModel, PurchaseModelName } from './predict/purchases/purchase-model.js';
export { type BandGrid, bandGrid } from './quality/band-grid.js';
export {
  type Criterion,
  criteria,
  defaultThresholds,
  type Graded,
  type QualityGrade,
  type Threshold,
  type Verdict,
} from './quality/criteria.js';
export { type SegmentQualityOptions, segmentQuality } from './quality/segment-quality.js';
export type * from './quality/segment-quality-report.js';
export { type SurveyedEngine, type SurveyOptions, surveySegments } from './quality/survey-segments.js';
export type { SurveyedPerson } from './quality/surveyed-person.js';
export { rfm } from './rfm/rfm.js';
export type { RfmOptions } from './rfm/rfm-options.js';
export { RfmSegmenter } from './rfm/rfm-segmenter.js';
export { type RfmSegment, rfmSegments } from './rfm/rfm-segments.js';
