import { DAY, type DeliveryEvent } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ana, postOffice } from '../../feedback/feedback.fixture.js';
import { COLLECTIONS } from '../../store/collections.js';
import { memoryStore } from '../../store/memory-store.js';
import { coded, everythingIn, reachable, storeLike, testEngine } from '../../test-engine.fixture.js';

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

describe('a suppressed address', () => {
  it('is not written to, also where the message waits already', async () => {
    const { engine, mailbox } = await postOffice();
    const { sendKey } = await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    await engine.suppressions.add(address);
    expect(await engine.tick()).toMatchObject({ suppressed: 1, sent: 0 });
    expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'suppressed' });
    expect((await engine.privacy.export(ana)).entries.outbox).toMatchObject([{ code: 'SINTONIA_ADDRESS_SUPPRESSED' }]);
    expect(mailbox.attempts).toEqual([]);
  });

  it('is not written to where it was suppressed at the moment of claiming', async () => {
    const right = memoryStore();
    let suppress: (() => Promise<void>) | undefined;
    const store = storeLike(right, {
      async commit(batch) {
        const isClaim = batch.put?.some(({ value }) => (value as { state?: string }).state === 'claimed');
        if (isClaim) await suppress?.();
        return right.commit(batch);
      },
    });
    const { engine, mailbox } = await testEngine({ store });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    suppress = async () => {
      suppress = undefined;
      await engine.suppressions.add(address);
    };
    await engine.tick();
    await engine.tick();
    expect(mailbox.attempts).toEqual([]);
  });

  it('is not written to while nobody can tell whether it is one', async () => {
    const right = memoryStore();
    let isDown = false;
    const down = async (collection: string) => {
      if (isDown && collection === COLLECTIONS.suppression) throw new Error('disk');
    };
    const store = storeLike(right, {
      get: async (key) => down(key.collection).then(() => right.get(key)),
    });
    const { engine, mailbox } = await testEngine({ store });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    isDown = true;
    await engine.tick().catch(() => undefined);
    expect(mailbox.attempts).toEqual([]);
    isDown = false;
    expect(await engine.tick()).toMatchObject({ sent: 1 });
  });

  it('stays so when its person is erased, and nothing says who that was', async () => {
    const { engine, sent, event, report, store } = await postOffice();
    await report(event('hardBounce', { sendKey: await sent() }));
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, Object.values(COLLECTIONS))).not.toMatch(/ana|@example/);
    await reachable(engine, 'anew', { email: 'ana@example.com' });
    expect((await engine.decide({ userId: 'anew', campaign: 'hello' })).outcome).toBe('hold');
  });

  it('of one tenant is no other tenant’s, and has another mark there', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store, tenant: 'other' })];
    await one.engine.suppressions.add(address);
    expect(await other.engine.suppressions.has(address)).toBe(false);
    await other.engine.suppressions.add(address);
    const [[first], [second]] = [await one.engine.suppressions.list(), await other.engine.suppressions.list()];
    expect(first?.mark).not.toBe(second?.mark);
  });
});

describe('the list of suppressions', () => {
  it('comes page by page', async () => {
    const { engine } = await testEngine();
    for (let index = 0; index < 7; index++) await engine.suppressions.add({ channel: 'sms', address: `+1555${index}` });
    await engine.suppressions.add({ channel: 'email/x', address: 'ana@example.com' });
    await engine.suppressions.remove({ channel: 'sms', address: '+15553' });
    expect(await engine.suppressions.list()).toHaveLength(7);
    const marks: string[] = [];
    for (let after: { channel: string; mark: string } | undefined; ; ) {
      const page = await engine.suppressions.list({ channel: 'sms', limit: 2, ...(after && { after }) });
      marks.push(...page.map(({ mark }) => mark));
      after = page.at(-1);
      if (after === undefined) break;
    }
    expect(new Set(marks).size).toBe(6);
    expect(await engine.suppressions.list({ channel: 'email/x' })).toMatchObject([{ channel: 'email/x' }]);
  });

  it('keeps nothing of an address that is let go and was never on it', async () => {
    const { engine, store } = await testEngine();
    await engine.suppressions.remove(address);
    expect(await everythingIn(store, [COLLECTIONS.suppression])).toBe('[[],[]]');
  });

  it('refuses to go on where its key is lost: whoever is on it would be written to', async () => {
    const store = memoryStore();
    const { engine } = await testEngine({ store: storeLike(store) });
    await engine.suppressions.add(address);
    const key = { tenant: 'default', collection: COLLECTIONS.suppressionKey, id: 'key' };
    await store.commit({ tenant: 'default', delete: [key] });
    const later = await testEngine({ store });
    await expect(later.engine.suppressions.has(address)).rejects.toMatchObject(coded('STORE_FAILED'));
  });

  it.each([
    [{ ...address, channel: '' }, 'channel'],
    [{ ...address, address: ' ' }, 'address'],
    [{ ...address, stops: 'some' }, 'stops'],
    [undefined, 'address'],
  ])('refuses %j, and names %s', async (input, field) => {
    const { engine } = await testEngine();
    await expect(engine.suppressions.add(input as never)).rejects.toMatchObject(coded('INPUT_INVALID', field));
  });
});
