import type { DecisionRule, Engine, Plugin } from '@sintonia/spec';
import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, hello, reachable, storeLike, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

function withRule(judge: (context: Parameters<DecisionRule['judge']>[0]) => unknown, name = 'mood'): Plugin {
  return { name, specVersion: 1, rules: [{ name, specVersion: 1, judge: judge as DecisionRule['judge'] }] };
}

async function decide(engine: Engine, campaign = 'hello') {
  const { outcome, trace } = await engine.decide({ ...ana, campaign });
  return { outcome, spoke: trace.map(({ rule, verdict, because }) => `${rule}: ${verdict}, ${because}`) };
}

describe('a decision', () => {
  it('names every rule that spoke, and changes nothing', async () => {
    const { engine, testClock } = await testEngine();
    await reachable(engine, 'ana');
    const decision = await engine.decide({ ...ana, campaign: 'hello' });
    expect(decision).toEqual({
      person: 'ana',
      campaign: 'hello',
      channel: 'email',
      purpose: 'marketing',
      outcome: 'send',
      at: testClock.now(),
      variant: 'personal',
      propensity: 1,
      trace: [
        {
          rule: 'consent',
          verdict: 'pass',
          because: 'consentGiven',
          details: { purpose: 'marketing', state: 'granted' },
        },
        { rule: 'reachable', verdict: 'pass', because: 'hasAddress' },
        { rule: 'frequencyCap', verdict: 'pass', because: 'underCap' },
      ],
    });
    expect(await engine.decide({ ...ana, campaign: 'hello' })).toEqual(decision);
  });

  it('holds without consent and without an address, and says both', async () => {
    const { engine } = await testEngine();
    expect(await decide(engine)).toEqual({
      outcome: 'hold',
      spoke: ['consent: hold, consentDenied', 'reachable: hold, noAddress', 'frequencyCap: pass, underCap'],
    });
    await engine.identify({ ...ana, traits: { email: 'ana@example.com' } });
    expect((await decide(engine, 'receipt')).outcome).toBe('send');
  });

  it('gives who does not agree to personalisation the generic version', async () => {
    const { engine } = await testEngine();
    await reachable(engine, 'ana');
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    expect(await engine.decide({ ...ana, campaign: 'hello' })).toMatchObject({ outcome: 'send', variant: 'generic' });
  });

  it('is the latest of those that say later', async () => {
    const later = (until: number) => () => ({ verdict: 'later', because: 'busy', until });
    const { engine, testClock } = await testEngine({
      plugins: [withRule(later(Date.UTC(2026, 2, 1)), 'one'), withRule(later(Date.UTC(2026, 1, 1)), 'two')],
    });
    await reachable(engine, 'ana');
    expect(await engine.decide({ ...ana, campaign: 'hello' })).toMatchObject({
      outcome: 'later',
      at: Date.UTC(2026, 2, 1),
    });
    expect(testClock.now()).toBeLessThan(Date.UTC(2026, 1, 1));
  });

  it.each<[string, (context: { now: number }) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('bug');
      },
    ],
    ['says nothing', () => undefined],
    ['says what nobody understands', () => ({ verdict: 'maybe', because: 'unsure' })],
    ['says later without saying when', () => ({ verdict: 'later', because: 'busy', until: Number.NaN })],
    ['promises an answer', async () => ({ verdict: 'pass', because: 'fine' })],
  ])('is to hold when a rule %s', async (_, judge) => {
    const { engine, errors } = await testEngine({ plugins: [withRule(judge)] });
    await reachable(engine, 'ana');
    expect((await decide(engine)).spoke.at(-1)).toBe('mood: hold, ruleFailed');
    expect((await decide(engine)).outcome).toBe('hold');
    expect(errors[0]?.where).toBe('rule mood');
  });

  it('is to hold when rules never agree on a time', async () => {
    const { engine } = await testEngine({
      plugins: [withRule(({ now }) => ({ verdict: 'later', because: 'tomorrow', until: now + DAY }))],
    });
    await reachable(engine, 'ana');
    expect((await decide(engine)).spoke.at(-1)).toBe('timing: hold, noTimeFits');
  });

  it('is to hold when a dispatcher cannot say where the person is reached', async () => {
    const pigeon = {
      name: 'pigeon',
      specVersion: 1,
      channel: 'pigeon',
      dispatch: async () => ({}),
      addressOf: () => {
        throw new Error('lost');
      },
    } as const;
    const { engine } = await testEngine({
      plugins: [{ name: 'pigeon', specVersion: 1, dispatchers: [pigeon] }],
      campaigns: { hello, coo: { ...hello, channel: 'pigeon', purpose: 'service' }, fax: { ...hello, channel: 'fax' } },
    });
    expect((await decide(engine, 'coo')).spoke).toContain('reachable: hold, noAddress');
    await engine.identify({ ...ana, traits: { email: 'not an address' } });
    expect((await decide(engine, 'hello')).spoke).toContain('reachable: hold, badAddress');
    await expect(engine.decide({ ...ana, campaign: 'fax' })).rejects.toMatchObject(coded('CHANNEL_UNKNOWN'));
    await expect(engine.decide({ ...ana, campaign: 'smoke' })).rejects.toMatchObject(
      coded('CAMPAIGN_UNKNOWN', 'campaign'),
    );
  });
});

describe('the frequency cap', () => {
  const send = (engine: Engine, occasion: string, campaign = 'hello') => engine.send({ ...ana, campaign, occasion });

  it('holds what would be too many, until the window has passed', async () => {
    const { engine, testClock } = await testEngine({ frequencyCap: { messages: 2, days: 7 } });
    await reachable(engine, 'ana');
    const statuses: string[] = [];
    for (const occasion of ['a', 'b', 'c']) statuses.push((await send(engine, occasion)).status);
    expect(statuses).toEqual(['queued', 'queued', 'held']);
    expect((await send(engine, 'receipt', 'receipt')).status).toBe('queued');
    testClock.advance(7 * DAY);
    expect((await send(engine, 'c')).status).toBe('queued');
  });

  it('lets exactly one of many at once pass where one may, over two engines on one store', async () => {
    const store = memoryStore();
    const frequencyCap = { messages: 1, days: 7 };
    const one = await testEngine({ store: storeLike(store), frequencyCap });
    const other = await testEngine({ store, frequencyCap });
    await reachable(one.engine, 'ana');
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send((index % 2 ? one : other).engine, `occasion-${index}`)),
    );
    expect(results.filter(({ status }) => status === 'queued')).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'held')).toHaveLength(19);
    await one.engine.tick();
    expect(one.mailbox.messages).toHaveLength(1);
  });
});
