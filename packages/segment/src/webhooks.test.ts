import { createEngine } from '@sintonia/core';
import type { WebhookRequest } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import recorded from './action-destinations.fixture.js';
import { posted, postedWhole, publicApiToken, segmentStandIn, sharedSecret, track } from './segment.fixture.js';
import { segment } from './segment.js';
import type { SegmentOptions } from './segment-options.js';

const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const erase = { type: 'delete', userId: 'eve' };
const other = { ...track, messageId: 'm-2', userId: 'eve' };

async function rig(options: SegmentOptions = {}) {
  const { options: preset } = inMemory({ plugins: [segment({ sharedSecret, ...options })] });
  const engine = await createEngine(preset);
  onTestFinished(() => engine.close());
  const countsOf = async (userId: string) => (await engine.profileOf({ userId })).counts;
  return { engine, countsOf, receive: (request: WebhookRequest) => engine.receive('segment', request) };
}

const collectorWith = (options: SegmentOptions) => {
  const [collector] = segment(options).collectors;
  return async (request: WebhookRequest) => collector?.verify?.(request);
};
const verify = collectorWith({ sharedSecret });

function flipped(bytes: Uint8Array, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
}

describe('a signature', () => {
  const signed = (body: string, signature: string): WebhookRequest => ({
    ...posted(track),
    headers: { 'x-signature': signature },
    rawBody: Buffer.from(body),
  });

  it('is that of the known vector', async () => {
    await verify(signed('{"cool":true}', '5099cab379b3be52908387457007040cc934ef86'));
    await expect(verify(signed('{"cool": true}', '5099cab379b3be52908387457007040cc934ef86'))).rejects.toMatchObject(
      unverified,
    );
  });

  it.each(recorded)('of @segment/action-destinations is taken: $name', async ({ secret, signature, body, proves }) => {
    const of = (unsignedTail: 'refuse' | 'accept') => collectorWith({ sharedSecret: secret, unsignedTail });
    await of('accept')(signed(body, signature));
    const strict = of('refuse')(signed(body, signature));
    if (proves === 'all') await strict;
    else await expect(strict).rejects.toMatchObject(unverified);
  });

  it('counts to the last bit, and so does every bit of a body of 300 bytes', async () => {
    const event = { ...track, context: { pad: '' } };
    event.context.pad = 'x'.repeat(300 - Buffer.byteLength(JSON.stringify({ ...event, properties: {} })));
    const request = posted({ ...event, properties: {} });
    expect(request.rawBody).toHaveLength(300);
    await verify(request);
    let taken = 0;
    const attempt = (changed: WebhookRequest) => verify(changed).then(() => taken++, expectUnverified);
    for (let bit = 0; bit < 300 * 8; bit++) await attempt({ ...request, rawBody: flipped(request.rawBody, bit) });
    const signature = Buffer.from(request.headers['X-Signature'] as string);
    for (let bit = 0; bit < signature.length * 8; bit++) {
      await attempt({ ...request, headers: { 'X-Signature': flipped(signature, bit).toString('latin1') } });
    }
    expect(taken).toBe(0);
  });

  it('may be made with the old secret while it is changed, and not after', async () => {
    const both = collectorWith({ sharedSecret: ['new-secret', sharedSecret] });
    await both(posted(track));
    await both(posted(track, 'new-secret'));
    await expect(both(posted(track, 'other-secret'))).rejects.toMatchObject(unverified);
    await expect(collectorWith({ sharedSecret: 'new-secret' })(posted(track))).rejects.toMatchObject(unverified);
  });

  it('of the whole body is not made up for by one of the first event', async () => {
    await verify(postedWhole([track, other]));
    const weak = posted(track);
    const headers = { ...weak.headers, 'x-segment-signature': 'f'.repeat(40) };
    await expect(verify({ ...weak, headers })).rejects.toMatchObject(unverified);
  });
});

function expectUnverified(error: unknown): void {
  expect(error).toMatchObject(unverified);
}

describe('a batch of which only the first event is signed', () => {
  it('is refused, unless told otherwise', async () => {
    const { receive, countsOf } = await rig();
    await expect(receive(posted([track, other]))).rejects.toMatchObject(unverified);
    expect(await countsOf('ana')).toEqual({});
    expect(await receive(postedWhole([track, other]))).toMatchObject({ accepted: 2 });
  });

  it('counts as far as it is signed', async () => {
    const { receive, countsOf } = await rig({ unsignedTail: 'ignore' });
    expect(await receive(posted([track, other, { forged: true }]))).toMatchObject({ accepted: 1 });
    expect([await countsOf('ana'), await countsOf('eve')]).toEqual([{ 'Product Viewed': 1 }, {}]);
  });

  it('counts as a whole, but has nobody forgotten by what is not signed', async () => {
    const { receive, countsOf, engine } = await rig({ unsignedTail: 'accept' });
    await engine.collect({ type: 'Signed Up', userId: 'eve' });
    expect(await receive(posted([track, other, erase]))).toMatchObject({ accepted: 2 });
    expect(await countsOf('eve')).toEqual({ 'Signed Up': 1, 'Product Viewed': 1 });
  });

  it('with the second event in its place is refused', async () => {
    const { headers, ...request } = posted([track, other]);
    for (const body of [[other, track], [[track], other], [], [null, track]]) {
      const moved = { ...request, headers, rawBody: Buffer.from(JSON.stringify(body)) };
      await expect(collectorWith({ sharedSecret, unsignedTail: 'accept' })(moved)).rejects.toMatchObject(unverified);
    }
  });
});

describe('what it means', () => {
  it('has one effect, however often and at once it comes', async () => {
    const { receive, countsOf } = await rig();
    const results = await Promise.all(Array.from({ length: 100 }, () => receive(posted(track))));
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    expect(await countsOf('ana')).toEqual({ 'Product Viewed': 1 });
  });

  it('of an order is one purchase of each of its lines', async () => {
    const { receive, engine } = await rig();
    const products = ['mug', 'tea', 'pot'].map((product_id, index) => ({ product_id, quantity: index + 1, price: 2 }));
    await receive(posted({ ...track, event: 'Order Completed', properties: { order_id: '1', revenue: 12, products } }));
    const profile = await engine.profileOf({ userId: 'ana' });
    expect(profile).toMatchObject({ counts: { 'Order Completed': 1 }, revenue: 12, anonymousIds: [] });
    const { signals } = await engine.privacy.export({ userId: 'ana' });
    expect(signals).toMatchObject([{ id: track.messageId, properties: { products } }]);
  });

  it('keeps neither address nor query', async () => {
    const { receive, engine } = await rig();
    await receive(posted(track));
    const held = JSON.stringify(await engine.privacy.export({ userId: 'ana' }));
    expect(held).toContain('es-ES');
    expect(held).not.toMatch(/203\.0\.113\.7|token=1/);
  });

  it('of a deletion is an erasure, which is not sent back to where it came from', async () => {
    const { fetch, seen } = await segmentStandIn();
    const { receive, engine, countsOf } = await rig({ publicApiToken, fetch });
    await receive(posted({ ...track, anonymousId: undefined, userId: 'eve' }));
    await receive(posted(erase));
    expect([await countsOf('eve'), seen]).toEqual([{}, []]);
    await engine.privacy.erase({ userId: 'eve' });
    expect(seen).toHaveLength(1);
  });
});
