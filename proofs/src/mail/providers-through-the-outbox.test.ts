import { createEngine } from '@sintonia/core';
import { type Campaign, DAY } from '@sintonia/spec';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localProviders } from './local-providers.js';

const receipt: Campaign = {
  channel: 'email',
  purpose: 'service',
  picks: 0,
  compose: () => ({ subject: 'Your order', text: 'Thank you.' }),
};

/** An engine, and one provider behind it. */
async function opened(name: string) {
  const provider = await (localProviders[name] as (typeof localProviders)[string])();
  onTestFinished(() => provider.close());
  const { options, clock } = inMemory();
  const engine = await createEngine({ ...options, plugins: [provider.plugin], campaigns: { receipt } });
  onTestFinished(() => engine.close());
  async function queue(userId: string, email = `${userId}@example.com`) {
    await engine.identify({ userId, traits: { email } });
    await engine.send({ userId, campaign: 'receipt', occasion: 'one' });
  }
  return { provider, engine, clock, queue };
}

const people = (count: number) => Array.from({ length: count }, (_, index) => `person-${index}`);

describe.each(Object.keys(localProviders))('%s', (name) => {
  it('of 1,000 messages at once, two that can’t be sent fail nobody else', async () => {
    const { provider, engine, queue } = await opened(name);
    const others = people(998);
    for (const userId of others.slice(0, 499)) await queue(userId);
    await queue('refused', 'poison@example.com');
    await queue('no-address', 'ana@example..com');
    for (const userId of others.slice(499)) await queue(userId);

    expect(await engine.tick()).toMatchObject({ sent: 998, failed: 2, unknown: 0, retrying: 0 });
    expect(provider.taken.toSorted()).toEqual(others.map((userId) => `${userId}@example.com`).toSorted());
    const { messages } = await engine.messages.list({ state: 'failed' });
    expect(messages.map(({ person, code }) => [person, code]).toSorted()).toEqual([
      [expect.stringContaining('no-address'), 'SINTONIA_ADDRESS_INVALID'],
      [expect.stringContaining('refused'), 'SINTONIA_DELIVERY_REJECTED'],
    ]);
  });

  it('what it took before its answer was lost is unknown, and not sent again', async () => {
    const { provider, engine, clock, queue } = await opened(name);
    const first = people(20);
    for (const userId of first) await queue(userId);
    provider.losesAnswers = true;
    expect(await engine.tick()).toMatchObject({ sent: 0, unknown: 20, failed: 0, retrying: 0 });

    provider.losesAnswers = false;
    for (let day = 0; day < 3; day++) {
      clock.advance(DAY);
      expect(await engine.tick()).toMatchObject({ sent: 0, unknown: 0, retrying: 0 });
    }
    await queue('later');
    expect(await engine.tick()).toMatchObject({ sent: 1 });
    expect(provider.taken.toSorted()).toEqual([...first, 'later'].map((userId) => `${userId}@example.com`).toSorted());
  });
});
