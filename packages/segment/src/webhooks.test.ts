import type { WebhookRequest } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import recorded from './action-destinations.fixture.js';
import { posted, postedWhole, sharedSecret, track } from './segment.fixture.js';
import { segment } from './segment.js';
import type { SegmentOptions } from './segment-options.js';

const unverified = { code: 'SINTONIA_WEBHOOK_UNVERIFIED' };
const other = { ...track, messageId: 'm-2', userId: 'eve' };

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
  it('with the second event in its place is refused', async () => {
    const { headers, ...request } = posted([track, other]);
    for (const body of [[other, track], [[track], other], [], [null, track]]) {
      const moved = { ...request, headers, rawBody: Buffer.from(JSON.stringify(body)) };
      await expect(collectorWith({ sharedSecret, unsignedTail: 'accept' })(moved)).rejects.toMatchObject(unverified);
    }
  });
});
