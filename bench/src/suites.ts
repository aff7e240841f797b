import { content } from './content/content.js';
import { fit } from './fit/fit.js';
import { fresh } from './fresh/fresh.js';
import { growth } from './growth/growth.js';
import { http } from './http/http.js';
import { pipeline } from './pipeline/pipeline.js';
import { predict } from './predict/predict.js';
import { serve } from './serve/serve.js';
import { store } from './store/store.js';
import type { BenchSuite } from './suite.js';

/** Every suite. A new one is a folder and a line here. */
export const suites: readonly BenchSuite[] = [pipeline, fit, serve, fresh, growth, predict, content, store, http];
