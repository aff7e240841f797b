import { connect } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { served, testDoor, writeKey } from '../door.fixture.js';
import type { Door } from '../http.js';
import { expressHandler, fastifyPlugin, honoHandler, nodeHandler } from '../index.js';

const basePath = '/sintonia';
type Ask = (path: string, init?: RequestInit) => Promise<Response>;

const mounts: Record<string, (door: Door) => Promise<Ask>> = {
  'node:http': async (door) => {
    const handler = nodeHandler(door);
    const origin = await served((request, response) => {
      if (request.url === '/own') request.pipe(response);
      else handler(request, response);
    });
    return (path, init) => fetch(origin + path, init);
  },
  Express: async (door) => {
    const app = express();
    app.use(basePath, expressHandler(door));
    app.use(express.json());
    app.post('/own', (request, response) => void response.json(request.body));
    const origin = await served(app);
    return (path, init) => fetch(origin + path, init);
  },
  Fastify: async (door) => {
    const app = fastify();
    app.register(fastifyPlugin(door), { prefix: basePath });
    app.post('/own', async (request) => request.body);
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    onTestFinished(() => app.close());
    return (path, init) => fetch(origin + path, init);
  },
  Hono: async (door) => {
    const app = new Hono();
    app.all(`${basePath}/*`, honoHandler(door));
    app.post('/own', async (context) => context.json(await context.req.json()));
    return async (path, init) => app.fetch(new Request(`https://door.example${path}`, init));
  },
};

describe.each(Object.entries(mounts))('mounted in %s, the handler', (_name, mount) => {
  async function mounted() {
    const rig = await testDoor({ basePath });
    const ask = await mount(rig.door);
    const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
      ask(path, { method: 'POST', body: body as string, headers });
    return { ...rig, ask, post };
  }

  it('takes events of any content type', async () => {
    const { post, signalsOf } = await mounted();
    const event = (messageId: string) => JSON.stringify({ event: 'Signed Up', userId: 'ana', messageId, writeKey });
    for (const type of ['application/json', 'text/plain', 'text/plain;charset=UTF-8', 'application/octet-stream']) {
      const response = await post('/sintonia/v1/t', event(type), { 'content-type': type });
      expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ accepted: 1 })]);
    }
    expect(await signalsOf('ana')).toHaveLength(4);
  });

  it('hands the very bytes on, and the address as it was asked for', async () => {
    const { post, engine } = await mounted();
    const receive = vi.spyOn(engine, 'receive').mockResolvedValue({ accepted: 1, duplicates: [], refused: [] });
    const bytes = Uint8Array.of(0x7b, 0x00, 0xff, 0x0d, 0x0a, 0x20);
    const headers = { 'content-type': 'application/json', 'x-signature': 'a b' };
    expect((await post('/sintonia/webhooks/shop?a=1&b=%20', bytes, headers)).status).toBe(200);
    const [name, request] = receive.mock.calls[0] ?? [];
    expect([name, request?.method, Buffer.from(request?.rawBody ?? [])]).toEqual(['shop', 'POST', Buffer.from(bytes)]);
    expect(request?.headers['x-signature']).toBe('a b');
    expect(request?.url).toMatch(/^https?:\/\/[\w.]+(?::\d+)?\/sintonia\/webhooks\/shop\?a=1&b=%20$/);
  });

  it('refuses what is too long, and serves the next', async () => {
    const { post, ask } = await mounted();
    const answer = await post('/sintonia/v1/batch', ' '.repeat(5_000_000));
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 'SINTONIA_INPUT_TOO_LARGE' } }]);
    expect((await ask('/sintonia/openapi.json')).status).toBe(200);
  });

  it('answers HEAD, preflights and what is not there, and leaves other routes alone', async () => {
    const { ask, post } = await mounted();
    const head = await ask('/sintonia/openapi.json', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await ask('/sintonia/v1/t', { method: 'OPTIONS' })).status).toBe(204);
    expect((await ask('/sintonia/nowhere')).status).toBe(404);
    const own = await post('/own', '{"a":1}', { 'content-type': 'application/json' });
    expect(await own.json()).toEqual({ a: 1 });
  });
});

describe('on node:http', () => {
  it('a body in chunks without a length is bounded, too', async () => {
    const { door } = await testDoor();
    const origin = await served(nodeHandler(door));
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        if (sent > 10_000_000) controller.close();
        else controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'x-write-key': writeKey } } as RequestInit;
    expect((await fetch(`${origin}/v1/batch`, init)).status).toBe(413);
  });

  it('a body that breaks off harms nobody', async () => {
    const { door, faults } = await testDoor();
    const origin = new URL(await served(nodeHandler(door)));
    for (let index = 0; index < 20; index++) {
      const socket = connect(Number(origin.port), origin.hostname);
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":');
      await new Promise((resolve) => setTimeout(resolve, 2));
      socket.resetAndDestroy();
    }
    expect((await fetch(`${origin}openapi.json`)).status).toBe(200);
    expect(faults).toEqual([]);
  });
});
