import { segmenterSuite } from '@sintonia/testing';
import { LifecycleSegmenter } from './lifecycle-segmenter.js';

segmenterSuite('Lifecycle', { create: () => new LifecycleSegmenter() });
