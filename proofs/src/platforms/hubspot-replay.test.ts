import { createHmac } from 'node:crypto';
import { createEngine } from '@sintonia/core';
import { hubspot } from '@sintonia/hubspot';
import type { WebhookRequest } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { expect, it } from 'vitest';

const clientSecret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const url = 'https://www.example.com/hubspot';
const { options, clock } = inMemory();

const event = (subscriptionType: string, more: object = {}) => ({
  eventId: 1,
  subscriptionId: 2,
  portalId: 3,
  appId: 4,
  occurredAt: clock.now() - 1_000,
  subscriptionType,
  attemptNumber: 0,
  objectId: 123,
  ...more,
});

function signed(events: readonly object[]): WebhookRequest {
  const rawBody = Buffer.from(JSON.stringify(events));
  const at = String(clock.now());
  const signature = createHmac('sha256', clientSecret).update(`POST${url}${rawBody}${at}`).digest('base64');
  const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': at };
  return { method: 'POST', url, headers, rawBody, receivedAt: clock.now() };
}

it('a webhook of HubSpot that comes a hundred times at once has one effect', async () => {
  const plugin = hubspot({ token: 'pat-hunter-2', clientSecret, signals: { lifecyclestage: 'Stage Changed' } });
  const engine = await createEngine({ ...options, plugins: [plugin] });
  const change = { propertyName: 'lifecyclestage', propertyValue: 'customer' };
  const request = signed([event('contact.creation'), event('contact.propertyChange', change)]);
  const results = await Promise.all(Array.from({ length: 100 }, () => engine.receive('hubspot', request)));
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
  expect((await engine.profileOf({ anonymousId: 'hubspot-123' })).counts).toEqual({ 'Stage Changed': 1 });
  await engine.close();
});

it('one of a hundred events is taken, and an erasure forgets the person, whichever id it names', async () => {
  const plugin = { ...hubspot({ token: 'pat-hunter-2', clientSecret }), erase: async () => {} };
  const engine = await createEngine({ ...options, plugins: [plugin] });
  const change = { propertyName: 'email', propertyValue: 'ana@example.com', changeFlag: 'X' };
  const changes = Array.from({ length: 100 }, (_, eventId) => event('contact.propertyChange', { eventId, ...change }));
  await engine.receive('hubspot', signed(changes));
  expect((await engine.profileOf({ userId: 'ana@example.com' })).traits).toEqual({ email: 'ana@example.com' });
  await engine.receive('hubspot', signed([event('contact.privacyDeletion')]));
  expect((await engine.profileOf({ userId: 'ana@example.com' })).traits).toEqual({});
  await engine.close();
});
