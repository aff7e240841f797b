import type { PersonReference } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { reachable, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };

describe('the frequency cap of a merged person', () => {
  it('counts what each id got, and an occasion is one for all of them', async () => {
    const { engine, testClock } = await testEngine({ frequencyCap: { messages: 2, days: 7 } });
    await engine.identify({ ...phone, traits: { email: 'visitor@example.com' } });
    await engine.privacy.grant({ ...phone, purposes: ['marketing'] });
    await reachable(engine, 'ana');
    const send = (who: PersonReference, occasion: string) =>
      engine.send({ ...who, campaign: 'hello', occasion } as never);
    const first = await send(phone, 'one');
    testClock.advance(1_000);
    await send(ana, 'two');
    await engine.identify(both);
    expect(await send(ana, 'one')).toMatchObject({ status: 'duplicate', sendKey: first.sendKey });
    expect(await send(phone, 'two')).toMatchObject({ status: 'duplicate' });
    const { status, decision } = await send(phone, 'three');
    expect(status).toBe('held');
    expect(decision).toMatchObject({ person: 'ana' });
    expect(decision.trace).toContainEqual(expect.objectContaining({ rule: 'frequencyCap', verdict: 'hold' }));
    await engine.identity.unmerge(both);
    expect(await send(ana, 'three')).toMatchObject({ status: 'queued' });
  });
});
