import type { LookupAddress } from 'node:dns';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answer, type HttpProvider, httpProvider, silence } from './http-provider.fixture.js';
import { isPublicAddress } from './public-address.js';
import { type PublicFetchOptions, publicFetch } from './public-fetch.js';
import { transport } from './transport.js';

const PUBLIC = '93.184.216.34';
let provider: HttpProvider;
let port: number;

beforeAll(async () => {
  provider = await httpProvider();
  port = Number(new URL(provider.url).port);
});
beforeEach(() => {
  provider.behaviours = [answer(200)];
  provider.requests = [];
});
afterAll(() => provider.close());

const addresses = (...given: string[]): LookupAddress[] =>
  given.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const notPublic = expect.objectContaining({ code: 'ERR_ADDRESS_NOT_PUBLIC' });
const reach = (url: string, options: PublicFetchOptions = {}, init?: RequestInit) =>
  publicFetch({ ports: [443, port], ...options })(url, init);

const privates = [
  '0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254',
  '169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.168.0.1 198.18.0.1 198.51.100.7',
  '203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16',
  ':: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 fc00::1',
  'fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 4000::1',
].flatMap((line) => line.split(' '));

describe('isPublicAddress', () => {
  it.each(privates)('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '0x7f.1', '8.8.8.8%eth0', '[2606:4700::1]', ' 8.8.8.8'])(
    '%j is none at all',
    (text) => expect(isPublicAddress(text)).toBe(false),
  );
  it.each([PUBLIC, '8.8.8.8', '1.1.1.1', '100.63.255.255', '172.32.0.1', '223.255.255.255', '2606:4700:4700::1111'])(
    '%s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it('takes no IPv4 address for public because it is written as IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
        expect(isPublicAddress(`::${address}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
      }),
    );
  });
});

describe('publicFetch', () => {
  it.each([
    'http://93.184.216.34/',
    'https://93.184.216.34:22/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'ftp://example.com/',
    'file:///etc/passwd',
  ])('does not go to %s', async (url) => {
    const resolve = () => expect.unreachable();
    await expect(reach(url, { resolve })).rejects.toEqual(notPublic);
  });

  it.each(privates)('does not go to a name that means %s, even beside a public address', async (address) => {
    for (const all of [[address], [PUBLIC, address], [address, PUBLIC]]) {
      const resolve = async () => addresses(...all);
      await expect(reach(`https://hook.example:${port}/`, { resolve })).rejects.toEqual(notPublic);
    }
    expect(provider.requests).toHaveLength(0);
  });

  it('is not deceived by a name that changes its mind', async () => {
    for (let round = 0; round < 20; round++) {
      const abort = new AbortController();
      let asked = 0;
      const resolve = async () => {
        asked++;
        // Public when asked for the first time, which is all that the check can see; private from then on. The request ends
        // before it leaves this machine.
        setImmediate(() => abort.abort());
        return addresses(asked === 1 ? PUBLIC : '127.0.0.1');
      };
      const attempt = reach(`https://hook.example:${port}/`, { resolve }, { signal: abort.signal });
      await expect(attempt).rejects.toThrow();
      expect(asked).toBe(1);
    }
    expect(provider.requests).toHaveLength(0);
  });

  it('asks anew for each request, and connects to what it was told', async () => {
    const answers = [addresses('127.0.0.1'), addresses('127.0.0.1'), []];
    const trusted = [`hook.example:${port}`];
    const send = publicFetch({ trusted, resolve: async () => answers.shift() ?? [] });
    const url = `http://hook.example:${port}/x`;
    for (const _ of [1, 2]) {
      const response = await send(url, { method: 'POST', body: 'héllo', headers: { 'idempotency-key': 'k' } });
      expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    }
    expect(provider.requests).toEqual(Array(2).fill({ method: 'POST', body: 'héllo', key: 'k' }));
    await expect(send(url)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('trusts a place, not its host and not its port', async () => {
    const trusted = [`127.0.0.1:${port}`];
    expect((await reach(provider.url, { trusted })).status).toBe(200);
    await expect(reach('https://127.0.0.1/', { trusted })).rejects.toEqual(notPublic);
    await expect(reach(`http://127.0.0.2:${port}/`, { trusted })).rejects.toEqual(notPublic);
  });

  it('follows no redirect', async () => {
    provider.behaviours = [answer(302, { location: 'http://169.254.169.254/' }), answer(200)];
    const response = await reach(provider.url, { trusted: [`127.0.0.1:${port}`] });
    expect([response.status, response.redirected]).toEqual([302, false]);
    expect(provider.requests).toHaveLength(1);
  });

  it('serves a transport: refused for good, a lost host for now, an abort on the way', async () => {
    const send = (options: PublicFetchOptions) => transport({ fetch: publicFetch(options), attempts: 1 });
    const post = { url: 'https://hook.example/', method: 'POST', body: '{}' };
    await expect(send({ resolve: async () => addresses('10.0.0.1') })(post)).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_REJECTED',
      details: { code: 'ERR_ADDRESS_NOT_PUBLIC' },
    });
    const lost = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    await expect(send({ resolve: () => Promise.reject(lost) })(post)).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_TRANSIENT',
    });
    provider.behaviours = [silence];
    const local = { ...post, url: provider.url, abort: AbortSignal.timeout(50) };
    await expect(send({ trusted: [`127.0.0.1:${port}`] })(local)).rejects.toMatchObject({
      code: 'SINTONIA_DELIVERY_UNKNOWN',
    });
  });

  it.each<[string, string, string]>([
    ['101', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', 'ERR_PROTOCOL_SWITCHED'],
    ['101 and more', 'HTTP/1.1 101 X\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nabc', 'ERR_PROTOCOL_SWITCHED'],
    ['102 alone', 'HTTP/1.1 102 Processing\r\n\r\n', 'ECONNRESET'],
  ])('comes to an end where %s is the answer', async (_what, said, code) => {
    let open = 0;
    provider.behaviours = [
      (_response, { socket }) => {
        open++;
        socket.on('close', () => open--);
        socket.write(said);
        if (said.includes('102')) setTimeout(() => socket.end(), 20);
      },
    ];
    const trusted = [`127.0.0.1:${port}`];
    await expect(reach(provider.url, { trusted })).rejects.toMatchObject({ code });
    const send = transport({ fetch: publicFetch({ trusted }), attempts: 1 });
    const post = send({ url: provider.url, method: 'POST', body: '{}' });
    await expect(post).rejects.toMatchObject({ code: 'SINTONIA_DELIVERY_UNKNOWN', details: { code } });
    await expect.poll(() => open).toBe(0);
  });

  it.each([
    [{ ports: [0] }],
    [{ ports: ['443'] }],
    [{ trusted: ['example.com'] }],
    [{ trust: [] }],
    [{ trusted: 'x:1' }],
  ])('refuses the options %j', (options) => {
    expect(() => publicFetch(options as PublicFetchOptions)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID' }),
    );
  });
});
