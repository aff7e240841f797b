import { createEngine, memoryStore } from '@sintonia/core';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeKey } from './door.fixture.js';
import { http } from './http.js';

/** A store whose commits wait until they are let through. */
async function heldDoor() {
  const store = memoryStore();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let committed = 0;
  const commit = store.commit.bind(store);
  store.commit = async (...batch) => {
    await released;
    const result = await commit(...batch);
    committed++;
    return result;
  };
  const { options, clock } = inMemory();
  const engine = await createEngine({ ...options, store });
  onTestFinished(() => engine.close());
  const door = http(engine, { writeKeys: [writeKey], clock });
  const post = (path: string, body: object) => {
    const init = { method: 'POST', body: JSON.stringify({ writeKey, ...body }) };
    return door.handle(new Request(`https://door.example${path}`, init));
  };
  return { post, release: () => release(), committed: () => committed };
}

describe('a success', () => {
  it.each([
    ['/v1/track', { userId: 'ana', event: 'Signed Up' }],
    ['/v1/identify', { userId: 'ana', traits: { plan: 'pro' } }],
    ['/v1/batch', { batch: [{ type: 'track', userId: 'ana', event: 'Signed Up' }] }],
  ])('of %s is told when it is durable, and not before', async (path, body) => {
    const { post, release, committed } = await heldDoor();
    let told = false;
    const answer = post(path, body).then((response) => {
      told = true;
      return response;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([told, committed()]).toEqual([false, 0]);
    release();
    expect((await answer).status).toBe(200);
    expect(committed()).toBeGreaterThan(0);
  });
});
