import type { Door } from '../http.js';
import { nodeHandler } from './node.js';

/**
 * For Express 4 and 5, before any parser of bodies: `app.use('/sintonia', expressHandler(http(engine, { basePath: '/sintonia' })))`.
 */
export function expressHandler(door: Door): ReturnType<typeof nodeHandler> {
  return nodeHandler(door);
}
