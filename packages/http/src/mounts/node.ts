import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../http.js';
import { refusal } from '../request/answers.js';
import type { Outgoing } from '../request/incoming.js';
import { NodeIncoming } from './node-incoming.js';

/**
 * For `node:http`, and for Express: `app.use(nodeHandler(door))`, before any parser of bodies. Signatures cover the very bytes,
 * and a parser leaves none.
 */
export function nodeHandler(door: Door): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    door
      .answer(new NodeIncoming(request, door.origin))
      .then(
        (answer) => reply(request, response, answer),
        (error: unknown) => reply(request, response, refusal(error)),
      )
      // Middleware has patched the response, and throws.
      .catch(() => response.destroy());
  };
}

function reply(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.headersSent || response.destroyed) return;
  const isRead = request.complete || request.method === 'GET' || request.method === 'HEAD';
  // A list of names and values: Node writes it as it is, without taking an object apart.
  const lines = ['content-length', String(Buffer.byteLength(body))];
  for (const name of Object.keys(headers)) lines.push(name, headers[name] as string);
  // What was not read stands in the way of the next request on this connection, and of the sender who is still writing it.
  if (!isRead) lines.push('connection', 'close');
  response.writeHead(status, lines);
  response.end(body);
  if (!isRead) request.resume();
}
