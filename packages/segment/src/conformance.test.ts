import { collectorSuite, destinationSuite } from '@sintonia/testing';
import { posted, segmentStandIn, sharedSecret, success, track, writeKey } from './segment.fixture.js';
import { segment } from './segment.js';

const person = { userId: 'ana', timestamp: track.timestamp };

for (const [name, signed] of [
  ['an event', track],
  ['a list of one', [track]],
] as const) {
  collectorSuite(`segment with ${name}`, {
    start: () => ({
      collector: segment({ sharedSecret }).collectors[0] as never,
      signed: () => posted(signed),
      samples: [
        {
          name: 'track',
          payload: track,
          means: {
            signals: [
              { type: 'Product Viewed', id: track.messageId, userId: 'ana', timestamp: Date.parse(track.timestamp) },
            ],
          },
        },
        {
          name: 'page',
          payload: { ...person, type: 'page', name: '', category: null, messageId: 'm-2', properties: { path: '/' } },
          means: {
            signals: [{ type: 'Page Viewed', id: 'm-2', userId: 'ana', timestamp: Date.parse(track.timestamp) }],
          },
        },
        {
          name: 'identify',
          payload: { ...person, type: 'identify', messageId: 'm-3', traits: { plan: 'pro' } },
          means: { identities: [{ userId: 'ana', traits: { plan: 'pro' } }] },
        },
        {
          name: 'group',
          payload: { ...person, type: 'group', groupId: 'acme', traits: { industry: 'toys' } },
          means: { identities: [{ traits: { company: { id: 'acme' }, industry: 'toys' } }] },
        },
        {
          name: 'alias',
          payload: { ...person, type: 'alias', previousId: 'device-1' },
          means: { identities: [{ userId: 'ana', anonymousId: 'device-1' }] },
        },
        { name: 'delete', payload: { type: 'delete', userId: 'ana' }, means: { erasures: [{ userId: 'ana' }] } },
        {
          name: 'a batch',
          payload: [
            { ...track, messageId: 'm-4' },
            { type: 'delete', anonymousId: 'd' },
          ],
        },
      ],
    }),
  });
}

/** What Segment would show of a person: each trait as it was told last. */
type Traits = Record<string, unknown> & { sintonia_segments?: string[] };

destinationSuite('segment', {
  async start() {
    const people = new Map<unknown, Traits>();
    let status = 200;
    const { fetch, seen } = await segmentStandIn((response, request) => {
      if (status === 0) return request.socket.resetAndDestroy();
      if (status === 200) {
        for (const call of seen.at(-1)?.body.batch ?? []) {
          people.set(call.userId, { ...people.get(call.userId), ...(call.traits as Traits) });
        }
      }
      return response.writeHead(status, { 'retry-after': '60' }).end(success);
    });
    return {
      destination: segment({ writeKey, fetch }).destinations[0] as never,
      known({ userId }) {
        const { sintonia_segments: segments, ...traits } = people.get(userId) ?? {};
        return segments === undefined ? undefined : { traits: traits as never, segments };
      },
      behave: (next) => (status = { accept: 200, busy: 429, unauthorised: 401, unreachable: 0 }[next]),
    };
  },
});
