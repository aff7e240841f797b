import { gzipSync } from 'node:zlib';
import { fakeCollector } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiKey, served, testDoor, writeKey } from './door.fixture.js';
import { nodeHandler } from './index.js';
import { malformedBody } from './malformed.fixture.js';

const numRuns = process.env.SINTONIA_DEEP ? 100_000 : 1000;
const timeout = process.env.SINTONIA_DEEP ? 1_800_000 : 60_000;
const vendor = { name: 'vendor', specVersion: 1, collectors: [fakeCollector()] } as const;
const campaigns = { hello: { channel: 'email', picks: 0, compose: () => ({ text: 'Hello' }) } };

/** What a sender may hear: a success, or what is wrong, in words of ours. Never that something failed on our side. */
function expectSound(status: number, body: unknown, faults: readonly unknown[]) {
  expect(faults).toEqual([]);
  if (status === 200) return;
  expect([400, 401, 403, 404, 413, 415]).toContain(status);
  expect((body as { error: { code: string } }).error.code).toMatch(/^SINTONIA_[A-Z_]+$/);
}

describe('whatever is sent', () => {
  const rateLimit = { perSecond: 1e9, burst: 1e9 };
  it.each([
    '/v1/track',
    '/v1/identify',
    '/v1/group',
    '/v1/alias',
    '/v1/page',
    '/v1/screen',
    '/v1/batch',
    '/recommendations',
    '/decisions',
    '/feedback',
    '/webhooks/fake-vendor',
  ])('to %s gets an answer in our words', { timeout }, async (path) => {
    const { post, faults } = await testDoor({ rateLimit }, { campaigns, plugins: [vendor] });
    const headers = { authorization: `Bearer ${apiKey}` };
    const law = fc.asyncProperty(malformedBody, fc.boolean(), async (bytes, zipped) => {
      const sent = zipped ? gzipSync(bytes) : bytes;
      const answer = await post(path, sent, zipped ? { ...headers, 'content-encoding': 'gzip' } : headers);
      expectSound(answer.status, answer.body, faults);
    });
    await fc.assert(law, { numRuns });
  });

  it('as a form to the way out gets an answer in our words, or a page', { timeout }, async () => {
    const { post, faults } = await testDoor();
    const types = fc.constantFrom(
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'multipart/form-data',
      'a',
    );
    const parts = fc.constantFrom(
      '--x\r\n',
      '--x--',
      'Content-Disposition: form-data; name="topic"\r\n\r\n',
      '&',
      'topic=',
      'a',
      '%',
      '\r\n',
    );
    const form = fc.oneof(
      malformedBody,
      fc.array(parts, { maxLength: 20 }).map((each) => Buffer.from(each.join(''))),
    );
    const law = fc.asyncProperty(form, types, fc.string(), async (bytes, type, token) => {
      const path = `/unsubscribe?token=${encodeURIComponent(token.toWellFormed())}`;
      const answer = await post(path, bytes, { 'content-type': type });
      expectSound(answer.status, answer.body, faults);
    });
    await fc.assert(law, { numRuns });
  });
});

describe.runIf(process.env.SINTONIA_DEEP)('a live server', () => {
  it('takes 100,000 malformed bodies, and its memory stays where it was', { timeout }, async () => {
    const { door, faults } = await testDoor({ rateLimit: { perSecond: 1e9, burst: 1e9 } });
    const origin = await served(nodeHandler(door));
    const bodies = fc.sample(malformedBody, 2000);
    const headers = { 'x-write-key': writeKey };
    const round = async (size: number) => {
      for (let sent = 0; sent < size; sent += 50) {
        await Promise.all(
          Array.from({ length: 50 }, async (_, lane) => {
            const body = bodies[(sent + lane) % bodies.length] as Buffer;
            const path = (sent + lane) % 2 ? '/v1/batch' : '/v1/track';
            await (await fetch(origin + path, { method: 'POST', headers, body })).arrayBuffer();
          }),
        );
      }
      globalThis.gc?.();
      return process.memoryUsage().rss / 2 ** 20;
    };
    const before = await round(20_000);
    const after = await round(80_000);
    expect(faults).toEqual([]);
    // What good bodies among them leave in the store of this test, and what a heap breathes.
    expect(after - before).toBeLessThan(64);
  });
});
