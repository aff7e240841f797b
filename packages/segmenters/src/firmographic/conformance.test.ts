import { segmenterSuite } from '@sintonia/testing';
import { FirmographicSegmenter } from './firmographic-segmenter.js';

segmenterSuite('Firmographic', { create: () => new FirmographicSegmenter() });
