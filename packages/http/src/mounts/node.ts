import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../http.js';
import { refusal } from '../request/answers.js';
import type { Incoming, Outgoing } from '../request/incoming.js';
import { nodeBody } from './node-body.js';

/** Express takes what it is mounted at out of `url`. */
type Wrapped = IncomingMessage & { readonly originalUrl?: string };

/**
 * For `node:http`, and for Express: `app.use(nodeHandler(door))`, before any parser of bodies. Signatures cover the very bytes,
 * and a parser leaves none.
 */
export function nodeHandler(door: Door): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    door
      .answer(fromNode(request, door.origin))
      .catch(refusal)
      .then((answer) => reply(request, response, answer));
  };
}

function fromNode(request: Wrapped, origin: string | undefined): Incoming {
  const target = request.originalUrl ?? request.url ?? '/';
  const [path = '/', ...query] = target.split('?');
  const { headers, method = 'GET' } = request;
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
  return {
    method,
    path,
    get query() {
      return new URLSearchParams(query.join('?'));
    },
    get url() {
      const isSecure = 'encrypted' in request.socket;
      return `${origin ?? `${isSecure ? 'https' : 'http'}://${headers.host ?? 'localhost'}`}${target}`;
    },
    header,
    headers: () => Object.fromEntries(Object.keys(headers).map((name) => [name, header(name)])),
    body: (limit) => nodeBody(request, limit),
  };
}

function reply(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.headersSent || response.destroyed) return;
  const isRead = request.complete || request.method === 'GET' || request.method === 'HEAD';
  const length = { 'content-length': Buffer.byteLength(body) };
  // What was not read stands in the way of the next request on this connection, and of the sender who is still writing it.
  response.writeHead(status, isRead ? { ...headers, ...length } : { ...headers, ...length, connection: 'close' });
  response.end(body);
  if (!isRead) request.resume();
}
