export { type Door, http, type ServedEngine } from './http.js';
export type { HttpOptions } from './http-options.js';
export { expressHandler } from './mounts/express.js';
export { fastifyPlugin } from './mounts/fastify.js';
export { honoHandler } from './mounts/hono.js';
export { nodeHandler } from './mounts/node.js';
export type { Incoming, Outgoing } from './request/incoming.js';
export type { RateLimit } from './request/rate-limit.js';
