import { segmenterSuite } from '@sintonia/testing';
import { DemographicSegmenter } from './demographic-segmenter.js';

segmenterSuite('Demographic', { create: () => new DemographicSegmenter() });
