import { createEngine } from '@sintonia/core';
import { http, nodeHandler } from '@sintonia/http';
import { collectorSuite, destinationSuite, inMemory } from '@sintonia/testing';
import { posted, sharedSecret, standIn, track, writeKey } from './segment.fixture.js';
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

destinationSuite('segment', {
  async start() {
    const { options } = inMemory();
    const engine = await createEngine(options);
    const door = http(engine, { writeKeys: [writeKey], clock: options.clock, onError: () => {} });
    const take = nodeHandler(door);
    let behaviour = 'accept';
    const fetch = await standIn((request, response) => {
      if (behaviour === 'accept') take(request, response);
      else if (behaviour === 'unreachable') request.socket.resetAndDestroy();
      else response.writeHead(behaviour === 'busy' ? 429 : 401, { 'retry-after': '60' }).end('{}');
    });
    return {
      destination: segment({ writeKey, fetch, ownTraits: ['plan'] }).destinations[0] as never,
      async known(reference) {
        const {
          sintonia_segments: segments,
          sintonia_picks: _,
          ...traits
        } = (await engine.profileOf(reference)).traits;
        return segments === undefined ? undefined : { traits: traits as never, segments: segments as string[] };
      },
      behave: (next) => (behaviour = next),
      stop: () => engine.close(),
    };
  },
});
