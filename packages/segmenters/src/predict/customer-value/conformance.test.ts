import { segmenterSuite } from '@sintonia/testing';
import { CustomerValueSegmenter } from './customer-value-segmenter.js';

segmenterSuite('customer value', { create: () => new CustomerValueSegmenter({ minimumBuyers: 50 }) });
