import { assertLength, boundedBody } from './bounded-body.js';
import type { Incoming, Outgoing } from './incoming.js';

/** A web-standard request as the routes take it. `origin`: what stands before its path as the world sees it. */
export function fromWeb(request: Request, origin: string | undefined): Incoming {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    url: origin === undefined ? request.url : `${origin}${url.pathname}${url.search}`,
    encoding: request.headers.get('content-encoding') ?? undefined,
    header: (name) => request.headers.get(name) ?? undefined,
    headers: () => Object.fromEntries(request.headers),
    async body(limit) {
      assertLength(request.headers.get('content-length') ?? undefined, limit);
      return request.body === null ? new Uint8Array() : boundedBody(request.body, limit);
    },
  };
}

const withoutBody = [204, 205, 304];

/** The answer as a web-standard response. */
export function toWeb({ status, headers, body }: Outgoing): Response {
  return new Response(withoutBody.includes(status) ? null : body, { status, headers: { ...headers } });
}
