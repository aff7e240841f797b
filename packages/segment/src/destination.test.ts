import type { Destination, PersonUpdate } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { segmentStandIn, success, writeKey } from './segment.fixture.js';
import { segment } from './segment.js';
import type { SegmentOptions } from './segment-options.js';

const abort = new AbortController().signal;

function destinationWith(options: SegmentOptions, now = 0) {
  const plugin = segment({ writeKey, ...options });
  const clock = { now: () => now };
  plugin.setup?.({ tenant: 'default', clock });
  return plugin.destinations[0] as Destination;
}

const ana: PersonUpdate = {
  person: { userId: 'ana' },
  traits: { plan: 'pro' },
  segments: ['vip', 'loyal'],
  picks: ['mug'],
};
const told = (userId: string, bytes: number) => ({
  segments: [],
  person: { userId },
  traits: { text: 'é'.repeat(bytes / 2) },
});

describe('what is written', () => {
  it('is an identify call with all that we know, and a message id that depends on this and the moment', async () => {
    const { seen, fetch } = await segmentStandIn();
    const naming = { flags: ['vip', 'new'], ownTraits: ['plan', 'score'], recommendationEvent: false, fetch } as const;
    const write = (now: number) => destinationWith(naming, now).write([ana], { abort });
    expect(await write(0)).toEqual([undefined]);
    await write(0);
    await write(1000);
    const basic = `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`;
    expect(seen[0]).toMatchObject({ path: '/v1/batch', authorization: basic });
    expect(seen[0]?.body).toEqual({
      sentAt: '1970-01-01T00:00:00.000Z',
      batch: [
        {
          type: 'identify',
          userId: 'ana',
          timestamp: '1970-01-01T00:00:00.000Z',
          messageId: expect.stringMatching(/^sintonia-[\w-]{43}$/),
          traits: {
            plan: 'pro',
            score: null,
            sintonia_segments: ['loyal', 'vip'],
            sintonia_picks: ['mug'],
            sintonia_vip: true,
            sintonia_new: false,
          },
        },
      ],
    });
    const ids = seen.map(({ body }) => body.batch?.[0]?.messageId);
    expect([ids[1] === ids[0], ids[2] === ids[0]]).toEqual([true, false]);
  });

  it('goes to where the workspace lies', async () => {
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = async (url) => {
      urls.push(String(url));
      return new Response(success);
    };
    await destinationWith({ fetch }).write([ana], { abort });
    await destinationWith({ fetch, region: 'eu' }).write([ana], { abort });
    expect(urls).toEqual(['https://api.segment.io/v1/batch', 'https://events.eu1.segmentapis.com/v1/batch']);
  });

  it('is cut to what Segment takes, and who is too large holds up nobody', async () => {
    const { seen, fetch } = await segmentStandIn();
    const updates = Array.from({ length: 40 }, (_, index) => told(`p${index}`, index === 7 ? 40_000 : 30_000));
    const words = await destinationWith({ fetch }).write(updates, { abort });
    expect(words.flatMap((word, index) => (word ? [[index, word.code, word.details?.because]] : []))).toEqual([
      [7, 'SINTONIA_PLATFORM_REJECTED', 'EVENT_TOO_LARGE'],
    ]);
    expect(seen.map(({ bytes }) => bytes <= 500_000)).toEqual([true, true, true]);
    const people = seen.flatMap(({ body }) => body.batch?.map(({ userId }) => userId));
    expect(people).toEqual(updates.filter((_, index) => index !== 7).map(({ person }) => person.userId));
  });

  it('stands where a later batch fails: the rest is told, and not tried', async () => {
    const { seen, fetch } = await segmentStandIn(
      (response) => response.end(success),
      (response) => response.writeHead(429, { 'retry-after': '60' }).end(),
    );
    const updates = Array.from({ length: 60 }, (_, index) => told(`p${index}`, 30_000));
    const words = await destinationWith({ fetch }).write(updates, { abort });
    expect(words.slice(0, 16)).toEqual(Array(16).fill(undefined));
    expect(new Set(words.slice(16).map((word) => word?.code))).toEqual(new Set(['SINTONIA_PLATFORM_RATE_LIMITED']));
    expect(seen).toHaveLength(2);
  });

  it('goes on behind a batch that is refused', async () => {
    const { fetch } = await segmentStandIn(
      (response) => response.writeHead(400).end(),
      (response) => response.end(success),
    );
    const words = await destinationWith({ fetch }).write(
      Array.from({ length: 20 }, (_, index) => told(`p${index}`, 30_000)),
      { abort },
    );
    expect(words.map((word) => word?.code)).toEqual([
      ...Array(16).fill('SINTONIA_PLATFORM_REJECTED'),
      ...Array(4).fill(undefined),
    ]);
  });
});
