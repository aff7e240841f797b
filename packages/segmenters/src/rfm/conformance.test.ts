import { segmenterSuite } from '@sintonia/testing';
import { RfmSegmenter } from './rfm-segmenter.js';

segmenterSuite('RFM', { create: () => new RfmSegmenter() });
