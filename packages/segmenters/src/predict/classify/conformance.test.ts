import { segmenterSuite } from '@sintonia/testing';
import { churnSegmenter } from './churn.js';
import { propensitySegmenter } from './propensity.js';

const few = { minimumPeople: 20, minimumPositives: 5, threshold: 0.2, recipe: 'logistic' } as const;

segmenterSuite('propensity', {
  create: () => propensitySegmenter({ ...few, goal: { performed: 'Order Completed' }, within: '60d' }),
});
segmenterSuite('churn', {
  create: () =>
    churnSegmenter({ ...few, activity: { performed: 'Order Completed' }, within: '60d', activeWithin: '300d' }),
});
