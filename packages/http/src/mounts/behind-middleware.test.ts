import type { RequestListener, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { apiKey, served, testDoor, writeKey } from '../door.fixture.js';
import type { Door } from '../http.js';
import { nodeHandler } from '../index.js';

const event = JSON.stringify({ event: 'Signed Up', userId: 'ana', writeKey });

/** As on-headers 1.0 does, and so compression 1.7 and morgan 1.10: of a list it takes each element for a name and a value. */
function onHeaders(response: ServerResponse, listener: () => void): void {
  const { writeHead } = response;
  response.writeHead = function patched(this: ServerResponse, status: number, headers?: object) {
    response.statusCode = status;
    const given = Array.isArray(headers) ? headers : Object.entries(headers ?? {});
    for (const [name, value] of given) response.setHeader(name, value);
    listener();
    return writeHead.call(this, status);
  } as typeof writeHead;
}

describe('behind middleware that waits for the headers', () => {
  const behind = (door: Door, listener: (response: ServerResponse) => void): RequestListener => {
    const handler = nodeHandler(door);
    return (request, response) => {
      onHeaders(response, () => listener(response));
      handler(request, response);
    };
  };

  it('answers as without it', async () => {
    const { door, faults } = await testDoor({ origins: ['https://shop.example'] });
    const origin = await served(behind(door, (response) => response.setHeader('x-seen', response.statusCode)));
    const headers = { origin: 'https://shop.example' };
    const answer = await fetch(`${origin}/v1/track`, { method: 'POST', body: event, headers });
    expect([answer.status, await answer.json()]).toMatchObject([200, { accepted: 1 }]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-seen': '200',
      'content-length': '57',
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': 'https://shop.example',
    });
    expect((await fetch(`${origin}/v1/t`, { method: 'OPTIONS', headers })).headers.get('x-seen')).toBe('204');
    expect((await fetch(`${origin}/nowhere`)).status).toBe(404);
    expect(faults).toEqual([]);
  });

  it('tells when that throws, since nobody else would hear of it', async () => {
    const { door, faults } = await testDoor();
    const fault = new TypeError('no such header');
    const origin = await served(
      behind(door, () => {
        throw fault;
      }),
    );
    await expect(fetch(`${origin}/v1/track`, { method: 'POST', body: event })).rejects.toThrow();
    expect(faults).toEqual([fault]);
  });
});

describe('behind a parser of bodies', () => {
  const app = (door: Door, ...before: express.RequestHandler[]) => served(express().use(...before, nodeHandler(door)));

  it('takes an empty body, of which the parser met the end', async () => {
    const { door } = await testDoor();
    const origin = await app(door, express.json());
    const headers = { 'content-type': 'application/json' };
    for (const [path, status] of [
      ['/v1/track', 400],
      ['/webhooks/nobody', 404],
      ['/unsubscribe', 415],
    ] as const) {
      expect((await fetch(origin + path, { method: 'POST', body: '', headers })).status).toBe(status);
    }
  });

  it('says so where there is nothing left', async () => {
    const { door, faults } = await testDoor();
    const origin = await app(door, express.json());
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
    expect((await fetch(`${origin}/v1/track`, { method: 'POST', body: '{"a":1}', headers })).status).toBe(500);
    expect(String(faults[0])).toContain('A parser has read the body before');
  });

  it('takes what express.raw has read, and inflates no second time', async () => {
    const { door } = await testDoor();
    const origin = await app(door, express.raw({ type: () => true, limit: '2mb' }));
    const send = (path: string, body: string | Uint8Array, headers = {}) =>
      fetch(origin + path, { method: 'POST', body: body as string, headers: { 'x-write-key': writeKey, ...headers } });
    const gzip = { 'content-encoding': 'gzip' };
    expect((await send('/v1/track', event)).status).toBe(200);
    expect((await send('/v1/track', gzipSync(event), gzip)).status).toBe(200);
    expect((await send('/v1/batch', gzipSync(' '.repeat(512_001)), gzip)).status).toBe(413);
  });

  it('inflates what somebody has read as it came', async () => {
    const { door } = await testDoor();
    const bytes = gzipSync(event);
    const origin = await app(door, (request, _response, next) => {
      request.body = bytes;
      next();
    });
    const init = { method: 'POST', body: bytes as unknown as string, headers: { 'content-encoding': 'gzip' } };
    expect((await fetch(`${origin}/v1/track`, init)).status).toBe(200);
  });

  it('holds a body in chunks to the limit, too', async () => {
    const { door } = await testDoor();
    const origin = await app(door, express.raw({ type: () => true, limit: '2mb' }));
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(event.padEnd(40_000)));
        controller.close();
      },
    });
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
    expect((await fetch(`${origin}/v1/track`, init)).status).toBe(413);
  });
});

describe('behind middleware that takes its time', () => {
  it.each([
    ['before it is our turn', 60],
    ['while we read', 0],
  ])('ends when the sender is gone %s', async (_, pause) => {
    const { door, faults } = await testDoor();
    let [asked, answered] = [0, 0];
    const watched: Door = {
      ...door,
      async answer(incoming) {
        asked++;
        const answer = await door.answer(incoming);
        answered++;
        return answer;
      },
    };
    const handler = nodeHandler(watched);
    const origin = await served((request, response) => void setTimeout(() => handler(request, response), pause));
    const { port, hostname } = new URL(origin);
    for (let index = 0; index < 5; index++) {
      const socket = connect(Number(port), hostname);
      await new Promise((resolve) => socket.once('connect', resolve));
      socket.write('POST /v1/track HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":');
      setTimeout(() => socket.destroy(), 30);
    }
    await expect.poll(() => [asked, answered]).toEqual([5, 5]);
    expect(faults).toEqual([]);
  });
});
