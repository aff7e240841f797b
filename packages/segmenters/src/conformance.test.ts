import { segmenterSuite } from '@sintonia/testing';
import { RfmSegmenter } from './index.js';

segmenterSuite('RFM', { create: () => new RfmSegmenter() });
