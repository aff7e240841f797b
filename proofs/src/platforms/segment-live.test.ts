import { createEngine } from '@sintonia/core';
import { type SegmentOptions, segment } from '@sintonia/segment';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import recordings from '../../../packages/segment/src/action-destinations.fixture.js';
import { sharedSecret, track } from '../../../packages/segment/src/segment.fixture.js';
import { recorder, sendWebhook } from './action-destinations.fixture.js';

/** What `@segment/action-destinations` posts for a payload. */
async function genuine(payload: object, secret = sharedSecret) {
  const { requests, url } = await recorder();
  await sendWebhook(payload, url, secret);
  const [request] = requests;
  if (request === undefined || requests.length > 1) throw new Error('There must be one request.');
  return request;
}

async function rig(options: SegmentOptions = {}) {
  const { options: preset } = inMemory({ plugins: [segment({ sharedSecret, ...options })] });
  const engine = await createEngine(preset);
  onTestFinished(() => engine.close());
  return engine;
}

const events = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...track, messageId: `live-${index}`, userId: `user-${index}` }));

describe("what Segment's own destination posts", () => {
  it.each(recordings)('is what was recorded: $name', async ({ body, secret, signature }) => {
    const { text, headers } = await genuine(JSON.parse(body), secret);
    expect([text, headers['x-signature']]).toEqual([body, signature]);
  });

  it.each<[string, object, number]>([
    ['an event', track, 1],
    ['a batch of one', [track], 1],
    ['an event with all kinds of text', { ...track, properties: { text: '"}],[{\\\u2028 ☕ \u0000 ñ' } }, 1],
  ])('is taken: %s', async (_what, payload, accepted) => {
    const engine = await rig();
    expect(await engine.receive('segment', await genuine(payload))).toMatchObject({ accepted });
  });

  it('is refused when it is changed, or signed with another secret', async () => {
    const engine = await rig();
    const request = await genuine(track);
    const changed = { ...request, rawBody: Buffer.from(request.text.replace('ana', 'eve')) };
    const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
    await expect(engine.receive('segment', changed)).rejects.toMatchObject(unverified);
    await expect(engine.receive('segment', await genuine(track, 'abc124'))).rejects.toMatchObject(unverified);
  });

  it('is a batch of which the first event is signed, and no more', async () => {
    const request = await genuine(events(500));
    await expect((await rig()).receive('segment', request)).rejects.toMatchObject({
      code: 'SINTONIA_WEBHOOK_UNVERIFIED',
    });
    expect(await (await rig({ unsignedTail: 'ignore' })).receive('segment', request)).toMatchObject({ accepted: 1 });
    expect(await (await rig({ unsignedTail: 'accept' })).receive('segment', request)).toMatchObject({ accepted: 500 });
  });
});
