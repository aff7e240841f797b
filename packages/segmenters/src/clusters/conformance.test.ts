import { segmenterSuite } from '@sintonia/testing';
import { ClustersSegmenter } from './clusters-segmenter.js';

segmenterSuite('Clusters', { create: () => new ClustersSegmenter() });
