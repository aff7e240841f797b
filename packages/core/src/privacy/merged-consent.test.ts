import type { PersonReference } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };

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
