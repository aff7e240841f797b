import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hmac } from '@sintonia/adapter-kit';
import type { WebhookRequest } from '@sintonia/spec';
import { onTestFinished } from 'vitest';

export const sharedSecret = 'abc123';
export const writeKey = 'write-key-of-a-source';
export const publicApiToken = 'sgp_token-of-the-public-api';

export const track = {
  type: 'track',
  event: 'Product Viewed',
  messageId: 'ajs-next-1790000000000-1a2b',
  userId: 'ana',
  anonymousId: 'device-1',
  timestamp: '2025-11-22T08:00:00.000Z',
  properties: { product_id: 'mug', name: 'Taza «ñ» ☕', quotes: '"}],[{\\' },
  context: { locale: 'es-ES', ip: '203.0.113.7', page: { path: '/mugs', url: 'https://shop.example/mugs?token=1' } },
};

/** What Segment's webhook destination posts: signed over the first event, alone or in a list. */
export function posted(payload: unknown, secret = sharedSecret): WebhookRequest {
  const first = Array.isArray(payload) ? payload[0] : payload;
  return signedAs('X-Signature', JSON.stringify(payload), JSON.stringify(first), secret);
}

/** The same from a destination that signs all of it. */
export function postedWhole(payload: unknown, secret = sharedSecret): WebhookRequest {
  const body = JSON.stringify(payload);
  return signedAs('X-Segment-Signature', body, body, secret);
}

function signedAs(header: string, body: string, signed: string, secret: string): WebhookRequest {
  const signature = hmac({ algorithm: 'sha1', encoding: 'hex' }, secret, [signed]);
  return {
    method: 'POST',
    url: 'https://shop.example/webhooks/segment',
    headers: { 'content-type': 'application/json', [header]: signature },
    rawBody: Buffer.from(body),
    receivedAt: Date.UTC(2025, 10, 22, 8, 0, 1),
  };
}

/** Serves on a random port of loopback; stops when the test ends. Gives a `fetch` that reaches it for whatever host. */
export async function standIn(listener: RequestListener): Promise<typeof fetch> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (url, init) => fetch(origin + new URL(String(url)).pathname, init);
}

export interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly bytes: number;
  readonly body: { batch?: Record<string, unknown>[] } & Record<string, unknown>;
}

export type Behaviour = (response: ServerResponse, request: IncomingMessage) => unknown;

/** Breaks off as soon as a request begins, before any of its body is read. */
export const resetBeforeRead: Behaviour = (_response, request) => request.socket.resetAndDestroy();

/** Segment as it may behave: one behaviour a request, the last one for all further ones. */
export async function segmentStandIn(...behaviours: Behaviour[]) {
  const seen: Seen[] = [];
  const reach = await standIn(async (request, response) => {
    const behave = behaviours[Math.min(seen.length, behaviours.length - 1)];
    if (behave === resetBeforeRead) {
      seen.push({ path: request.url ?? '', authorization: undefined, bytes: 0, body: {} });
      return behave(response, request);
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks);
    const { url: path = '', headers } = request;
    seen.push({ path, authorization: headers.authorization, bytes: text.length, body: JSON.parse(text.toString()) });
    if (behave) behave(response, request);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(success);
  });
  return { seen, fetch: reach };
}

/** What both of Segment's doors answer, for a stand-in of either. */
export const success = '{"success":true,"data":{"regulateId":"reg_1"}}';
