import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../http.js';
import { nodeHandler } from './node.js';

/** As much of Fastify as is needed, so that it need not be installed where others use another framework. */
interface FastifyScope {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, body: unknown, done: (error: null) => void) => void,
  ): unknown;
  all(
    path: string,
    handler: (request: { raw: IncomingMessage }, reply: { raw: ServerResponse; hijack(): unknown }) => void,
  ): unknown;
}

/** For Fastify 5: `app.register(fastifyPlugin(door))`, also with a `prefix`, which is `basePath` then. */
export function fastifyPlugin(door: Door): (scope: FastifyScope) => Promise<void> {
  const handler = nodeHandler(door);
  return async (scope) => {
    // Within this scope only: the bytes are left to us.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.all('/*', (request, reply) => {
      reply.hijack();
      handler(request.raw, reply.raw);
    });
  };
}
