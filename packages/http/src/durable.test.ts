import { createEngine, memoryStore } from '@sintonia/core';
import { fakeCollector, inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { apiKey, writeKey } from './door.fixture.js';
import { http } from './http.js';

const vendor = fakeCollector({ name: 'shop' });
const unsubscribe = { url: 'https://door.example/unsubscribe', secret: 'nobody can guess this one, can they?' };
const campaigns = { weekly: { channel: 'email', topic: 'news', picks: 0, compose: () => ({ text: 'Hello' }) } };

/** A store whose commits wait from when it is held until they are let through. */
async function heldDoor() {
  const store = memoryStore();
  let released = Promise.resolve();
  let release = () => {};
  const hold = () => {
    released = new Promise<void>((resolve) => {
      release = resolve;
    });
  };
  let committed = 0;
  const commit = store.commit.bind(store);
  store.commit = async (...batch) => {
    await released;
    const result = await commit(...batch);
    committed++;
    return result;
  };
  const shop = { name: 'shop', specVersion: 1, collectors: [vendor] } as const;
  const { options, clock, mailbox } = inMemory({ plugins: [shop] });
  const engine = await createEngine({ ...options, store, campaigns, unsubscribe });
  onTestFinished(() => engine.close());
  await engine.identify({ userId: 'ana', traits: { email: 'ana@example.com' } });
  await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
  await engine.send({ userId: 'ana', campaign: 'weekly', occasion: '1' });
  await engine.tick();
  const link = mailbox.messages[0]?.unsubscribe?.url ?? expect.unreachable();
  const door = http(engine, { writeKeys: [writeKey], apiKeys: [apiKey], clock });
  committed = 0;
  hold();
  return { door, clock, link, release: () => release(), committed: () => committed };
}

type Rig = Awaited<ReturnType<typeof heldDoor>>;

const posted = (path: string, body: object, headers: Record<string, string> = {}) =>
  new Request(`https://door.example${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
const sent = (path: string, body: object) => posted(path, { writeKey, ...body });
const asked = (path: string, body: object) => posted(path, body, { authorization: `Bearer ${apiKey}` });

function reported({ clock }: Rig): Request {
  const order = { id: '1', event: 'Order Completed', user: 'ana', item: 'mug', at: clock.now() };
  const { url, method, headers, rawBody } = vendor.sign(order, clock.now());
  return new Request(url, { method, headers: headers as Record<string, string>, body: String(rawBody) });
}

const clicked = ({ link }: Rig, form: Record<string, string>) =>
  new Request(link, { method: 'POST', body: new URLSearchParams(form) });

describe('a success', () => {
  it.each<[string, (rig: Rig) => Request]>([
    ['/v1/track', () => sent('/v1/track', { userId: 'ana', event: 'Signed Up' })],
    ['/v1/identify', () => sent('/v1/identify', { userId: 'ana', traits: { plan: 'pro' } })],
    ['/v1/group', () => sent('/v1/group', { userId: 'ana', groupId: 'acme' })],
    ['/v1/alias', () => sent('/v1/alias', { userId: 'ana', previousId: 'device' })],
    ['/v1/batch', () => sent('/v1/batch', { batch: [{ type: 'track', userId: 'ana', event: 'Signed Up' }] })],
    ['/webhooks/shop', reported],
    ['/feedback', () => asked('/feedback', { userId: 'ana', itemId: 'mug', kind: 'liked' })],
    ['/unsubscribe, one click', (rig) => clicked(rig, { 'List-Unsubscribe': 'One-Click' })],
    ['/unsubscribe, the page', (rig) => clicked(rig, { action: 'leave' })],
  ])('of %s is told when it is durable, and not before', async (_path, request) => {
    const rig = await heldDoor();
    let told = false;
    const answer = rig.door.handle(request(rig)).then((response) => {
      told = true;
      return response;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([told, rig.committed()]).toEqual([false, 0]);
    rig.release();
    expect((await answer).status).toBe(200);
    expect(rig.committed()).toBeGreaterThan(0);
  });
});
