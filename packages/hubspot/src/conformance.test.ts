import { personOf } from '@sintonia/spec';
import { type CollectorSample, collectorSuite, destinationSuite, type PlatformBehaviour } from '@sintonia/testing';
import { expect } from 'vitest';
import { answering, type Behaviour, hubspotServer } from './hubspot-server.fixture.js';
import { everybodyBehind } from './record-people.js';
import { event, signedRequest } from './signed-request.fixture.js';

const contact = { anonymousId: 'hubspot-123' };
const at = 1_699_999_000_000;
const id = `hubspot-100-12345-123-${at}`;
const samples: readonly CollectorSample[] = [
  { name: 'a contact', payload: [event('contact.creation')], means: { identities: [contact] } },
  {
    name: 'a change',
    payload: [
      event('contact.propertyChange', { propertyName: 'lifecyclestage', propertyValue: 'customer' }),
      event('contact.propertyChange', { propertyName: 'firstname', propertyValue: 'Ana', eventId: 101 }),
    ],
    means: {
      identities: [{ ...contact, traits: { firstName: 'Ana' } }],
      signals: [{ ...contact, id: `${id}-lifecyclestage`, type: 'Stage Changed', timestamp: at }],
    },
  },
  {
    name: 'a way out',
    payload: [event('contact.propertyChange', { propertyName: 'hs_email_optout', propertyValue: 'true' })],
    means: { consents: [{ ...contact, purposes: ['marketing'], granted: false, at }] },
  },
  {
    name: 'an erasure',
    payload: [event('contact.privacyDeletion')],
    means: { erasures: [contact, ...everybodyBehind('123')] },
  },
  {
    name: 'a merge',
    payload: [event('contact.merge', { primaryObjectId: 5, mergedObjectIds: [6, 7], newObjectId: 8 })],
  },
];

collectorSuite('hubspot', {
  async start() {
    const server = await hubspotServer();
    for (let count = 0; count < 250; count++) server.add({ email: `p${count}@example.com`, firstname: 'Ana' });
    return {
      collector: server.plugin({ signals: { lifecyclestage: 'Stage Changed' } }).collectors[0],
      samples,
      signed: () => signedRequest([event('contact.creation')]),
      toleranceMs: 300_000,
      backfillSince: 0,
      stop() {
        server.close();
        expect(server.mistakes).toEqual([]);
      },
    };
  },
});

const people = ['ana', 'ben', 'eva'].map((name) => ({ userId: `${name}@example.com` }));
const behaviours: Partial<Record<PlatformBehaviour, Behaviour>> = {
  busy: answering(429, { policyName: 'SECONDLY' }, { 'retry-after': '0' }),
  unauthorised: answering(401, { category: 'INVALID_AUTHENTICATION' }),
  unreachable: (response) => response.socket?.destroy(),
};

for (const lists of [false, true]) {
  destinationSuite(`hubspot${lists ? ' with lists' : ''}`, {
    async start() {
      const server = await hubspotServer();
      const { state } = server;
      return {
        destination: server.plugin({ lists }).destinations[0],
        people,
        refused: { userId: 'refused@example.com' },
        known(person) {
          const found = server.find(personOf(person), 'email');
          if (found === undefined) return undefined;
          const segments = (found.properties.sintonia_segments ?? '').split(';').filter((segment) => segment !== '');
          const inLists = [...state.lists.values()]
            .filter(({ members }) => members.has(found.id))
            .map(({ name }) => name);
          if (lists) expect(inLists.toSorted()).toEqual(segments.map((segment) => `sintonia: ${segment}`).toSorted());
          return { segments, traits: { plan: found.properties.sintonia_plan ?? '' } };
        },
        behave(behaviour) {
          const bad = behaviours[behaviour];
          state.behaviours = bad === undefined ? [] : [bad];
        },
        stop() {
          server.close();
          expect(server.mistakes).toEqual([]);
        },
      };
    },
  });
}
