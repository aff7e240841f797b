import { rules } from '@sintonia/rules';
import { segmenterSuite } from '@sintonia/testing';
import { LookAlikeSegmenter } from './look-alike-segmenter.js';

const { rule, performed } = rules();
const seed = rule(performed('Order Completed').atLeast(2));

segmenterSuite('Look-alike', {
  create: () =>
    new LookAlikeSegmenter({ seed, measures: { tenure: 'tenure', revenue: 'revenue' }, minimumSeed: 20, reach: 0.3 }),
});
