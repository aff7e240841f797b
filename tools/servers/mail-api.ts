import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a provider's API has read it. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

export type ApiAnswer = (response: ServerResponse, request: IncomingMessage) => void;

/** A pretended provider with an HTTP API, on loopback. */
export interface MailApi {
  readonly url: string;
  readonly requests: readonly ApiRequest[];
  close(): void;
}

/** @param answer what to do with each request, once all of it has arrived; `count` is 1 for the first. */
export async function mailApi(answer: (request: ApiRequest, count: number) => ApiAnswer): Promise<MailApi> {
  const requests: ApiRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const taken = { method, path, headers, body: jsonOf(Buffer.concat(chunks).toString()) };
      answer(taken, requests.push(taken))(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function reply(status: number, body: unknown = {}, headers: Record<string, string> = {}): ApiAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

/** Closes the connection instead of answering. */
export const reset: ApiAnswer = (_response, request) => request.socket.resetAndDestroy();
/** Never answers. */
export const silence: ApiAnswer = () => {};
/** Begins to answer and never ends. */
export const endless: ApiAnswer = (response) => response.writeHead(200, { 'content-length': '100' }).write('{"id":');
/** Closes the connection in the middle of the answer. */
export const brokenOff: ApiAnswer = (response, request) => {
  endless(response, request);
  setTimeout(() => request.socket.resetAndDestroy(), 20);
};

/** Closes the connection as soon as the answer is out. */
export function thenReset(answer: ApiAnswer): ApiAnswer {
  return (response, request) => {
    response.once('finish', () => setTimeout(() => request.socket.resetAndDestroy(), 20));
    answer(response, request);
  };
}

/** The `fetch` of a machine from which nobody answers. */
export const nobodyThere: typeof fetch = () => {
  const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  return Promise.reject(new TypeError('fetch failed', { cause }));
};
