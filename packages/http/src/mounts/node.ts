import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Door } from '../http.js';
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
      .then((answer) => reply(request, response, answer))
      // Middleware has patched the response, and throws.
      .catch((error: unknown) => {
        door.tell(error);
        response.destroy();
      });
  };
}

function reply(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Outgoing): void {
  if (response.headersSent || response.destroyed) return;
  const { method } = request;
  const isRead = request.complete || method === 'GET' || method === 'HEAD';
  const lines: string[] = [];
  for (const name of Object.keys(headers)) lines.push(name, headers[name] as string);
  // Where there is no body by definition, its length is either nothing or what GET would say (RFC 9110, section 8.6).
  if (status !== 204 && method !== 'HEAD') lines.push('content-length', String(Buffer.byteLength(body)));
  // What was not read stands in the way of the next request on this connection, and of the sender who is still writing it.
  if (!isRead) lines.push('connection', 'close');
  writeHead(response, status, lines);
  response.end(body);
  if (!isRead) request.resume();
}

/** `lines`: names and values in turn, as Node writes them without taking an object apart. */
function writeHead(response: ServerResponse, status: number, lines: readonly string[]): void {
  if (response.writeHead === ServerResponse.prototype.writeHead) {
    response.writeHead(status, lines as string[]);
    return;
  }
  // Middleware that waits for the headers (compression, morgan, sessions) may know no such list.
  const named: Record<string, string> = {};
  for (let at = 0; at < lines.length; at += 2) named[lines[at] as string] = lines[at + 1] as string;
  response.writeHead(status, named);
}
