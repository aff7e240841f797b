import { createEngine } from '@sintonia/core';
import { type SegmentOptions, segment } from '@sintonia/segment';
import type { WebhookRequest } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  posted,
  postedWhole,
  publicApiToken,
  segmentStandIn,
  sharedSecret,
  track,
} from '../../../packages/segment/src/segment.fixture.js';

const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const erase = { type: 'delete', userId: 'eve' };
const other = { ...track, messageId: 'm-2', userId: 'eve' };

async function rig(options: SegmentOptions = {}) {
  const { options: preset, clock } = inMemory({ plugins: [segment({ sharedSecret, ...options })] });
  const engine = await createEngine(preset);
  onTestFinished(() => engine.close());
  const countsOf = async (userId: string) => (await engine.profileOf({ userId })).counts;
  return { engine, clock, countsOf, receive: (request: WebhookRequest) => engine.receive('segment', request) };
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

  it('of a deletion that is replayed is nothing new: who came back stays', async () => {
    const { receive, engine, clock, countsOf } = await rig();
    const timestamp = new Date(posted(track).receivedAt).toISOString();
    const signed = posted({ ...erase, messageId: 'd-1', timestamp });
    await receive(signed);
    clock.advance(1000);
    await engine.collect({ type: 'Signed Up', userId: 'eve' });
    await receive(signed);
    expect(await countsOf('eve')).toEqual({ 'Signed Up': 1 });
    await receive(posted({ ...erase, messageId: 'd-2', timestamp }));
    expect(await countsOf('eve')).toEqual({});
  });

  it('of a batch with a poor event is all the rest of it', async () => {
    const { receive, countsOf, engine } = await rig();
    const poor = { ...track, type: 'identify', traits: { timezone: 'Nowhere/None' } };
    const identify = { ...track, type: 'identify', messageId: 'm-3', traits: { plan: 'pro' } };
    expect(await receive(postedWhole([poor, track, { ...other, userId: '~x' }, identify]))).toMatchObject({
      accepted: 1,
    });
    expect(await countsOf('ana')).toEqual({ 'Product Viewed': 1 });
    expect((await engine.profileOf({ userId: 'ana' })).traits).toEqual({ plan: 'pro' });
  });

  it('of 500 events as browsers send them is taken, with all of their members', async () => {
    const { receive } = await rig();
    const properties = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`key_${index}`, index]));
    const events = Array.from({ length: 500 }, (_, index) => ({ ...track, messageId: `b-${index}`, properties }));
    const request = postedWhole(events);
    expect(request.rawBody.length).toBeGreaterThan(700_000);
    expect(await receive(request)).toMatchObject({ accepted: 500 });
  });
});
