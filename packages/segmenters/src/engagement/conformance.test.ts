import { segmenterSuite } from '@sintonia/testing';
import { engagementSegmenter } from './engagement-segmenter.js';

segmenterSuite('Engagement in learnt bands', { create: () => engagementSegmenter() });
segmenterSuite('Engagement in fixed bands', { create: () => engagementSegmenter({ bands: { cold: 0, warm: 30 } }) });
