import type { PersonReference, Plugin } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, everythingIn, reachable, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };
const collections = Object.values(COLLECTIONS);

async function consented() {
  const all = await testEngine();
  const { privacy, identity } = all.engine;
  const say = (who: PersonReference, word: 'grant' | 'withdraw') => privacy[word]({ ...who, purposes: ['marketing'] });
  const marketing = async (who: PersonReference, at?: number) =>
    (await privacy.stateAt({ ...who, ...(at !== undefined && { at }) })).marketing?.because;
  return { ...all, privacy, identity, say, marketing };
}

describe('consent of a merged person', () => {
  it('is withdrawn when one side withdrew, granted when one side granted, else what holds for all', async () => {
    const words = [undefined, 'grant', 'withdraw'] as const;
    const expected = { grant: 'granted', withdraw: 'withdrawn', none: 'default' };
    for (const hers of words) {
      for (const its of words) {
        const { say, marketing, identity } = await consented();
        if (hers) await say(ana, hers);
        if (its) await say(phone, its);
        await identity.merge(both);
        const said = [hers, its];
        const word = said.includes('withdraw') ? 'withdraw' : said.includes('grant') ? 'grant' : 'none';
        expect(await marketing(ana)).toBe(expected[word]);
        expect(await marketing(phone)).toBe(expected[word]);
        await identity.unmerge(both);
        expect(await marketing(ana)).toBe(expected[hers ?? 'none']);
        expect(await marketing(phone)).toBe(expected[its ?? 'none']);
      }
    }
  });

  it('may be granted again after a merge, and then holds for whoever said it once they are apart', async () => {
    const { say, marketing, identity } = await consented();
    await say(phone, 'withdraw');
    await identity.merge(both);
    await say(ana, 'grant');
    expect(await marketing(phone)).toBe('granted');
    await identity.unmerge(both);
    expect(await marketing(ana)).toBe('granted');
    expect(await marketing(phone)).toBe('withdrawn');
    await identity.merge(both);
    expect(await marketing(ana)).toBe('granted');
  });

  it('when withdrawn while merged stays withdrawn on both sides', async () => {
    const { say, marketing, identity } = await consented();
    await say(ana, 'grant');
    await say(phone, 'grant');
    await identity.merge(both);
    await say(phone, 'withdraw');
    expect(await marketing(ana)).toBe('withdrawn');
    await identity.unmerge(both);
    expect(await marketing(ana)).toBe('withdrawn');
    expect(await marketing(phone)).toBe('withdrawn');
  });

  it('of somebody else never comes with a device that is shared, but a no of the device stays', async () => {
    const { say, marketing, engine } = await consented();
    await engine.identify(both);
    await say(ana, 'grant');
    await engine.identify({ userId: 'ben', ...phone });
    expect(await marketing(phone)).toBe('default');
    expect(await marketing({ userId: 'ben' })).toBe('default');
    const desk = { anonymousId: 'desk' };
    await say(desk, 'withdraw');
    await engine.identify({ ...ana, ...desk });
    await engine.identify({ userId: 'ben', ...desk });
    expect(await marketing(desk)).toBe('withdrawn');
    await say(desk, 'grant');
    expect(await marketing(desk)).toBe('granted');
    expect(await marketing(ana)).toBe('withdrawn');
  });

  it('is told of the past as it was then', async () => {
    const { say, marketing, identity, testClock } = await consented();
    await say(ana, 'grant');
    await say(phone, 'withdraw');
    const before = testClock.now();
    testClock.advance(1_000);
    await identity.merge(both);
    expect(await marketing(ana, before)).toBe('granted');
    expect(await marketing(ana, testClock.now())).toBe('withdrawn');
  });

  it('says yes only where every side alone would, or somebody of them said so while they were one', async () => {
    const saying = fc.record({
      who: fc.constantFrom(ana, phone),
      word: fc.constantFrom('grant' as const, 'withdraw' as const),
    });
    const scenario = fc.record({
      before: fc.array(saying, { maxLength: 4 }),
      after: fc.array(saying, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ before, after }) => {
        const { say, marketing, identity } = await consented();
        for (const { who, word } of before) await say(who, word);
        await identity.merge(both);
        for (const { who, word } of after) await say(who, word);
        const last = after.at(-1)?.word;
        const sides = [ana, phone].map((side) => before.findLast(({ who }) => who === side)?.word);
        const isGranted = last ? last === 'grant' : sides.includes('grant') && !sides.includes('withdraw');
        expect((await marketing(ana)) === 'granted').toBe(isGranted);
        await identity.unmerge(both);
        for (const [index, side] of [ana, phone].entries()) {
          // A grant of the other while they were one is not this one's; a withdrawal is.
          const own = after.findLast(({ who, word }) => who === side || word === 'withdraw')?.word ?? sides[index];
          expect((await marketing(side)) === 'granted').toBe(own === 'grant');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is what a message that waits for the visitor is asked for again', async () => {
    const { engine, mailbox } = await testEngine();
    await engine.identify({ ...phone, traits: { email: 'visitor@example.com' } });
    await engine.privacy.grant({ ...phone, purposes: ['marketing'] });
    await engine.privacy.withdraw({ ...ana, purposes: ['marketing'] });
    expect(await engine.send({ ...phone, campaign: 'hello', occasion: 'one' })).toMatchObject({ status: 'queued' });
    await engine.identify(both);
    expect(await engine.tick()).toMatchObject({ sent: 0, suppressed: 1 });
    expect(mailbox.messages).toEqual([]);
  });
});

describe('export and erase of a merged person', () => {
  /** Ana with a phone, a desk that was hers once, and plugins that hold something. */
  async function merged() {
    const told: unknown[] = [];
    const crm: Plugin = {
      name: 'crm',
      specVersion: 1,
      export: async (person) => ({ of: { ...person } }),
      erase: async (person) => void told.push(person),
    };
    const all = await testEngine({ plugins: [crm] });
    const { engine } = all;
    const desk = { anonymousId: 'desk' };
    for (const who of [ana, phone, desk]) await engine.collect({ ...who, type: 'Page Viewed' });
    await engine.identify({ ...ana, ...desk });
    await engine.privacy.grant({ ...ana, purposes: ['marketing'] });
    await engine.privacy.withdraw({ ...ana, purposes: ['research'] });
    await engine.identity.unmerge({ ...ana, ...desk });
    await engine.identify(both);
    await engine.privacy.withdraw({ ...phone, purposes: ['analytics'] });
    return { ...all, told, desk };
  }

  it('holds what every id brought, each statement once, and who was merged when', async () => {
    const { engine } = await merged();
    const held = await engine.privacy.export(phone);
    expect(held.signals.map((signal) => (signal as { person: string }).person).sort()).toEqual(['ana', '~phone']);
    expect(held.consent.map(({ purpose }) => purpose).sort()).toEqual(['analytics', 'marketing', 'research']);
    expect(JSON.stringify(held.entries.identity)).toContain('phone');
    expect(held.plugins).toEqual({ crm: [{ of: ana }, { of: phone }] });
    expect(await engine.privacy.export(ana)).toEqual(held);
  });

  it('removes all of it, and every trace in ledgers of devices that were theirs once', async () => {
    const { engine, store, told, desk, testClock } = await merged();
    expect(await engine.privacy.erase(ana)).toMatchObject({ signals: 2, plugins: ['crm'] });
    expect(told).toEqual([ana, phone]);
    const left = await everythingIn(store, collections);
    expect(left).not.toMatch(/ana|phone/);
    expect(left).toContain('desk');
    expect((await engine.privacy.stateAt(desk)).research).toMatchObject({ because: 'withdrawn' });
    expect((await engine.privacy.stateAt(desk)).marketing).toMatchObject({ because: 'default' });
    const late = await engine.collect({ ...phone, type: 'Page Viewed', timestamp: testClock.now() - 1 });
    expect(late.refused).toEqual([{ index: 0, code: 'SINTONIA_SIGNAL_ERASED' }]);
    await engine.privacy.erase(desk);
    expect(await everythingIn(store, collections)).not.toMatch(/ana|phone|desk/);
  });

  it('removes what came to a device after it was shared, too; of nobody known only that', async () => {
    const { engine, store } = await merged();
    await engine.identify({ userId: 'ben', ...phone });
    await engine.collect({ ...phone, type: 'Page Viewed' });
    expect(await engine.privacy.erase(phone)).toMatchObject({ signals: 1 });
    expect((await engine.profileOf(ana)).counts).toEqual({ 'Page Viewed': 2 });
    await engine.privacy.withdraw({ ...phone, purposes: ['analytics'] });
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, collections)).not.toMatch(/ana|phone|shared/);
    expect(await everythingIn(store, collections)).toContain('ben');
  });

  it('can be repeated when the store failed in between', async () => {
    const right = memoryStore();
    let erasures = 0;
    const store = {
      ...beforeCommits(right, () => undefined),
      erase: async (tenant: string, person: string) => {
        erasures += 1;
        if (erasures === 2) throw new Error('gone');
        return right.erase(tenant, person);
      },
    };
    const { engine } = await testEngine({ store });
    for (const who of [ana, phone]) await engine.collect({ ...who, type: 'Page Viewed' });
    await engine.identify(both);
    await expect(engine.privacy.erase(ana)).rejects.toThrow('gone');
    await engine.privacy.erase(ana);
    expect(await everythingIn(right, collections)).not.toMatch(/ana|phone/);
  });

  it('has the mark of one side refuse older signals of both', async () => {
    const { engine, testClock } = await testEngine();
    await engine.privacy.erase(phone);
    const erasedAt = testClock.now();
    await engine.identity.merge(both);
    const order = (who: PersonReference, timestamp: number) =>
      engine.collect({ ...who, type: 'Page Viewed', timestamp } as never);
    expect((await order(ana, erasedAt)).refused).toHaveLength(1);
    expect((await order(ana, erasedAt + 1)).accepted).toBe(1);
  });
});

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
