import { DAY, type DeliveryEvent } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ana, postOffice } from '../../feedback/feedback.fixture.js';

const address = { channel: 'email', address: 'ana@example.com' };

describe('an address is suppressed', () => {
  it('at once by a hard bounce, for whoever has it, however it is written', async () => {
    const { engine, sent, event, report, testClock } = await postOffice();
    const sendKey = await sent();
    await report(event('hardBounce', { sendKey }));
    const [suppression, ...others] = await engine.suppressions.list();
    expect(suppression).toEqual({
      channel: 'email',
      mark: expect.stringMatching(/^[\w-]{43}$/),
      because: 'hardBounce',
      stops: 'everything',
      at: testClock.now(),
    });
    expect(others).toEqual([]);
    await engine.identify({ userId: 'ben', traits: { email: ' ANA@Example.com ' } });
    await engine.privacy.grant({ userId: 'ben', purposes: ['marketing'] });
    for (const campaign of ['hello', 'receipt']) {
      const decision = await engine.decide({ userId: 'ben', campaign });
      expect(decision.outcome).toBe('hold');
      expect(decision.trace).toContainEqual({
        rule: 'suppression',
        verdict: 'hold',
        because: 'hardBounce',
        details: { since: testClock.now(), stops: 'everything' },
      });
    }
    expect(await engine.suppressions.has({ ...address, channel: 'sms' })).toBe(false);
  });

  it('at once by a complaint about a newsletter, which leaves what the person asks for, and withdraws', async () => {
    const { engine, sent, event, report } = await postOffice();
    await report(event('complaint', { sendKey: await sent('news') }));
    expect(await engine.suppressions.list()).toMatchObject([{ because: 'complaint', stops: 'allButService' }]);
    const { marketing } = await engine.privacy.stateAt(ana);
    expect(marketing).toMatchObject({ granted: false, because: 'withdrawn' });
    await engine.privacy.grant({ ...ana, purposes: ['marketing'] });
    expect((await engine.decide({ ...ana, campaign: 'hello' })).outcome).toBe('hold');
    expect((await engine.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('send');
  });

  it('altogether by a complaint about a service message, or about nobody knows which', async () => {
    const { engine, sent, event, report } = await postOffice();
    await report(event('complaint', { sendKey: await sent('receipt') }), event('complaint', { to: 'BEN@example.com' }));
    expect(await engine.suppressions.list()).toMatchObject([{ stops: 'everything' }, { stops: 'everything' }]);
    expect(await engine.suppressions.has({ channel: 'email', address: 'ben@example.com' })).toBe(true);
  });

  it('by five soft bounces in a row, wherever they come from', async () => {
    const { engine, sent, event, report, testClock } = await postOffice();
    const bounce = async (count: number) => {
      for (let time = 0; time < count; time++) {
        testClock.advance(DAY);
        await report(event('softBounce', { sendKey: await sent() }));
      }
      return engine.suppressions.has(address);
    };
    expect(await bounce(4)).toBe(false);
    testClock.advance(DAY);
    await report(event('delivered', { sendKey: await sent() }));
    expect(await bounce(4)).toBe(false);
    expect(await bounce(1)).toBe(true);
    expect(await engine.suppressions.list()).toMatchObject([{ because: 'softBounces', at: testClock.now() }]);
    for (let time = 0; time < 5; time++) await report(event('softBounce', { to: 'ben@example.com' }));
    expect(await engine.suppressions.has({ channel: 'email', address: 'ben@example.com' })).toBe(true);
  });

  it('by the same reports in any order, and however often they come, or not at all', async () => {
    const kinds = fc.array(fc.constantFrom('softBounce', 'softBounce', 'softBounce', 'delivered'), { maxLength: 9 });
    const orders = kinds.chain((all) => {
      const events = all.map((kind, at): DeliveryEvent => ({ id: `${at}`, kind: kind as never, at }));
      return fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events.slice(0, 3)], { minLength: all.length }),
      );
    });
    await fc.assert(
      fc.asyncProperty(orders, async ([events, others]) => {
        const [missing] = events.filter(({ id }) => !others.some((other) => other.id === id));
        if (missing) return;
        const suppressed = async (told: readonly DeliveryEvent[]) => {
          const { engine, sent, report } = await postOffice();
          const sendKey = await sent();
          for (const event of told) await report({ ...event, sendKey });
          return engine.suppressions.has(address);
        };
        expect(await suppressed(others)).toBe(await suppressed(events));
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it('by hand, and let go by hand; what happened before no longer counts', async () => {
    const { engine, sent, event, report, testClock } = await postOffice();
    const sendKey = await sent();
    await engine.suppressions.add(address);
    expect((await engine.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('hold');
    await engine.suppressions.remove(address);
    expect(await engine.suppressions.list()).toEqual([]);
    await report(event('hardBounce', { sendKey, at: testClock.now() - 1 }));
    expect(await engine.suppressions.has(address)).toBe(false);
    await report(event('hardBounce', { sendKey }));
    expect(await engine.suppressions.has(address)).toBe(true);
    await engine.suppressions.remove(address);
    await engine.suppressions.add({ ...address, stops: 'allButService' });
    expect((await engine.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('send');
    expect((await engine.decide({ ...ana, campaign: 'hello' })).outcome).toBe('hold');
  });
});
