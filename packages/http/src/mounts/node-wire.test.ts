import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { served, testDoor, writeKey } from '../door.fixture.js';
import { nodeHandler } from '../index.js';

const event = JSON.stringify({ event: 'Signed Up', userId: 'ana', writeKey });

/** Writes the very bytes of a request, and reads those of the answer: `[status, headers, body]`. */
async function wire() {
  const { door } = await testDoor();
  const { port, hostname } = new URL(await served(nodeHandler(door)));
  return (line: string, body = '', headers: readonly string[] = []) =>
    new Promise<[number, Record<string, string>, string]>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let read = '';
      socket.on('data', (data) => (read += data)).on('error', reject);
      socket.on('close', () => {
        const [head = '', text = ''] = read.split('\r\n\r\n');
        const [status = '', ...lines] = head.split('\r\n');
        const named = lines.map((each) => each.toLowerCase().split(': ', 2) as [string, string]);
        resolve([Number(status.split(' ')[1]), Object.fromEntries(named), text]);
      });
      const sent = [
        ...headers,
        'host: door.example',
        'connection: close',
        `content-length: ${Buffer.byteLength(body)}`,
      ];
      socket.write(`${line} HTTP/1.1\r\n${sent.join('\r\n')}\r\n\r\n${body}`);
    });
}

describe('on the wire', () => {
  it('a preflight has no length, and HEAD that of GET', async () => {
    const send = await wire();
    const [status, headers, text] = await send('OPTIONS /v1/t', '', ['origin: https://shop.example']);
    expect([status, text, headers['access-control-allow-origin']]).toEqual([204, '', '*']);
    expect(headers).not.toHaveProperty('content-length');
    for (const path of ['/openapi.json', '/unsubscribe', '/nowhere', '/v1/track']) {
      const [asked, got] = [await send(`HEAD ${path}`), await send(`GET ${path}`)];
      expect([asked[0], asked[1]['content-length'], asked[2]]).toEqual([got[0], got[1]['content-length'], '']);
      expect(Number(got[1]['content-length'])).toBe(Buffer.byteLength(got[2]));
    }
  });

  it('who asks with the wrong method hears of the others, and who shows no key how to', async () => {
    const send = await wire();
    expect(await send('GET /v1/track')).toMatchObject([405, { allow: 'post, options' }, {}]);
    expect(await send('POST /openapi.json')).toMatchObject([405, { allow: 'get, head, options' }, {}]);
    expect(await send('PUT /unsubscribe')).toMatchObject([405, { allow: 'get, head, post' }, {}]);
    for (const path of ['/v1/track', '/recommendations']) {
      expect(await send(`POST ${path}`, '{}')).toMatchObject([401, { 'www-authenticate': 'bearer' }, {}]);
    }
  });

  it.each([
    ['http://door.example/v1/track', 200],
    ['HTTPS://door.example:8080/v1/track?a=/b', 200],
    ['http://door.example', 404],
    ['http://door.example?/v1/track', 404],
    ['ftp://door.example/v1/track', 404],
    ['*', 404],
  ])('asked for %s it answers %i', async (target, status) => {
    const send = await wire();
    expect((await send(`POST ${target}`, event))[0]).toBe(status);
  });
});
