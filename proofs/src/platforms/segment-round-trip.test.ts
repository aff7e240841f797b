import { createEngine } from '@sintonia/core';
import { http, nodeHandler } from '@sintonia/http';
import { segment } from '@sintonia/segment';
import { inMemory } from '@sintonia/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { standIn, writeKey } from '../../../packages/segment/src/segment.fixture.js';

describe('the round trip', () => {
  it('from one engine by the batch protocol to another, until somebody withdraws', async () => {
    const receiving = inMemory();
    const receiver = await createEngine(receiving.options);
    const door = http(receiver, { writeKeys: [writeKey], clock: receiving.clock });
    const fetch = await standIn(nodeHandler(door));
    const sending = inMemory({ plugins: [segment({ writeKey, fetch, flags: ['fans'], ownTraits: ['plan'] })] });
    const sender = await createEngine({
      ...sending.options,
      segments: { fans: { language: 1, rule: { all: [] } } },
    });
    onTestFinished(async () => void (await Promise.all([sender.close(), receiver.close()])));

    await sender.identify({ userId: 'ana', traits: { plan: 'pro' } });
    const sync = () => sender.sync('segment', { traits: ['plan'] });
    expect(await sync()).toMatchObject({ written: 1, failed: 0 });
    const traits = async () => (await receiver.profileOf({ userId: 'ana' })).traits;
    expect(await traits()).toEqual({
      plan: 'pro',
      sintonia_segments: ['fans'],
      sintonia_picks: [],
      sintonia_fans: true,
    });
    expect(await sync()).toMatchObject({ written: 0, unchanged: 1 });

    await sender.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
    expect(await sync()).toMatchObject({ written: 1 });
    expect(await traits()).toEqual({ sintonia_segments: [], sintonia_picks: [], sintonia_fans: false });
  });
});
