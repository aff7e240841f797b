import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { ana, postOffice } from '../feedback/feedback.fixture.js';
import { coded } from '../test-engine.fixture.js';

const subscribed = (topics: Record<string, boolean>) =>
  Object.entries(topics).map(([topic, isSubscribed]) => ({ topic, purpose: 'marketing', subscribed: isSubscribed }));

describe('preferences', () => {
  it('are kept by topic, and told in the ledger', async () => {
    const { engine, sent, tokenOf } = await postOffice();
    await sent('news');
    const after = await engine.subscriptions.change(tokenOf(), { topics: { offers: false, news: true }, locale: 'es' });
    expect(after).toEqual({
      topics: subscribed({ news: true, offers: false }),
      subscribed: true,
      frequency: 'asItComes',
      topic: 'news',
      locale: 'es',
      locales: ['en', 'es'],
    });
    expect(await engine.profileOf(ana)).toMatchObject({ traits: { locale: 'es' } });
    expect((await engine.privacy.export(ana)).consent.slice(1)).toMatchObject([
      { purpose: 'marketing/offers', granted: false, source: 'preferences' },
    ]);
    await engine.subscriptions.change(ana, { topics: { offers: true }, source: 'account page' });
    expect((await engine.decide({ ...ana, campaign: 'offers' })).outcome).toBe('send');
    expect((await engine.privacy.export(ana)).consent.at(-1)).toMatchObject({ granted: true, source: 'account page' });
  });

  it('bring back the topics that are asked for, and only these, after everything was left', async () => {
    const { engine } = await postOffice();
    await engine.subscriptions.unsubscribe(ana);
    expect((await engine.subscriptions.of(ana)).subscribed).toBe(false);
    const after = await engine.subscriptions.change(ana, { topics: { news: true } });
    expect(after.topics).toEqual(subscribed({ news: true, offers: false }));
    expect((await engine.decide({ ...ana, campaign: 'offers' })).outcome).toBe('hold');
    const all = await engine.subscriptions.change(ana, { subscribed: false, topics: { offers: true } });
    expect(all.topics).toEqual(subscribed({ news: false, offers: true }));
    expect((await engine.subscriptions.change(ana, { subscribed: false })).subscribed).toBe(false);
    expect((await engine.subscriptions.change(ana, { subscribed: true })).topics).toEqual(
      subscribed({ news: false, offers: true }),
    );
  });

  it.each([
    ['daily', 1],
    ['weekly', 7],
    ['monthly', 30],
  ] as const)('of "%s" leave %i days between messages', async (frequency, days) => {
    const { engine, sent, testClock } = await postOffice();
    await sent('news');
    await engine.subscriptions.change(ana, { frequency: 'monthly' });
    expect((await engine.subscriptions.change(ana, { frequency })).frequency).toBe(frequency);
    testClock.advance(days * DAY - 1);
    expect((await engine.decide({ ...ana, campaign: 'hello' })).trace).toContainEqual({
      rule: 'frequencyChoice',
      verdict: 'hold',
      because: 'tooEarly',
      details: { frequency },
    });
    expect((await engine.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('send');
    testClock.advance(1);
    expect((await engine.decide({ ...ana, campaign: 'hello' })).outcome).toBe('send');
    await engine.subscriptions.change(ana, { frequency: 'asItComes' });
    expect(await engine.subscriptions.of(ana)).toMatchObject({ frequency: 'asItComes' });
  });

  it.each([
    [{ topics: { other: true } }, 'topics'],
    [{ topics: { news: 'yes' } }, 'topics.news'],
    [{ topics: JSON.parse('{"__proto__": true}') }, 'topics'],
    [{ subscribed: 1 }, 'subscribed'],
    [{ frequency: 'hourly' }, 'frequency'],
    [{ locale: 'de' }, 'locale'],
    [{ source: '' }, 'source'],
    [{ topic: 'news' }, 'topic'],
    [null, 'change'],
  ])('refuse %j, and name %s', async (change, field) => {
    const { engine } = await postOffice();
    await expect(engine.subscriptions.change(ana, change as never)).rejects.toMatchObject(
      coded('INPUT_INVALID', field),
    );
  });
});

it('a topic may be one that people have to ask for', async () => {
  const { engine } = await postOffice({ consent: { 'marketing/offers': 'denied' } });
  expect((await engine.subscriptions.of(ana)).topics).toEqual(subscribed({ news: true, offers: false }));
  await engine.subscriptions.change(ana, { topics: { offers: true } });
  expect((await engine.decide({ ...ana, campaign: 'offers' })).outcome).toBe('send');
});
