import { DAY } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { ana, postOffice, secret } from '../feedback/feedback.fixture.js';
import { coded, testEngine } from '../test-engine.fixture.js';

const subscribed = (topics: Record<string, boolean>) =>
  Object.entries(topics).map(([topic, isSubscribed]) => ({ topic, purpose: 'marketing', subscribed: isSubscribed }));

describe('a message', () => {
  it('carries the way out, unless the person asked for it', async () => {
    const { sent, mailbox, tokenOf, engine } = await postOffice({
      unsubscribe: { url: 'https://shop.example/leave?shop=1', secret, mailto: 'leave@shop.example' },
    });
    await sent('news');
    expect(mailbox.messages[0]?.unsubscribe).toEqual({
      url: `https://shop.example/leave?shop=1&token=${tokenOf()}`,
      mailto: 'leave@shop.example',
    });
    expect(await engine.subscriptions.of(tokenOf())).toMatchObject({ topic: 'news' });
    await sent('receipt');
    expect(mailbox.messages[1]).not.toHaveProperty('unsubscribe');
  });

  it('may show it in its text', async () => {
    const compose = ({ unsubscribe }: { unsubscribe?: { url: string } }) => ({ text: `Leave: ${unsubscribe?.url}` });
    const { sent, mailbox } = await postOffice({ campaigns: { hello: { channel: 'email', picks: 0, compose } } });
    await sent();
    const [message] = mailbox.messages;
    expect(message?.content.text).toBe(`Leave: ${message?.unsubscribe?.url}`);
  });

  it('has none where none is set up, and diagnose says so', async () => {
    const { sent, mailbox, engine } = await postOffice({ unsubscribe: undefined as never });
    await sent();
    expect(mailbox.messages[0]).not.toHaveProperty('unsubscribe');
    expect((await engine.diagnose()).findings).toContainEqual(
      expect.objectContaining({
        finding: 'noUnsubscribe',
        severity: 'notice',
        facts: { campaigns: ['hello', 'news', 'offers'] },
      }),
    );
    expect((await (await postOffice()).engine.diagnose()).findings).not.toContainEqual(
      expect.objectContaining({ finding: 'noUnsubscribe' }),
    );
  });
});

describe('one click', () => {
  it('takes back the topic of the message, and no other, once', async () => {
    const { engine, sent, tokenOf, told } = await postOffice();
    const changes: unknown[] = [];
    engine.on('consent', (event) => void changes.push(event));
    const sendKey = await sent('news');
    await engine.subscriptions.unsubscribe(tokenOf());
    await engine.subscriptions.unsubscribe(tokenOf());
    expect(changes).toEqual([{ person: 'ana', purposes: ['marketing/news'], granted: false }]);
    expect((await engine.decide({ ...ana, campaign: 'news' })).trace).toContainEqual({
      rule: 'consent',
      verdict: 'hold',
      because: 'consentDenied',
      details: { purpose: 'marketing/news', state: 'withdrawn' },
    });
    for (const campaign of ['hello', 'offers', 'receipt']) {
      expect((await engine.decide({ ...ana, campaign })).outcome).toBe('send');
    }
    const { consent, signals } = await engine.privacy.export(ana);
    expect(consent.at(-1)).toMatchObject({ purpose: 'marketing/news', granted: false, source: 'one-click' });
    expect(signals).toMatchObject([{ type: 'Message Unsubscribed' }]);
    expect(told).toMatchObject([{ kind: 'unsubscribe', by: 'human', message: { sendKey } }]);
    expect(await engine.fateOf(sendKey)).toMatchObject({ facts: { unsubscribe: { times: { human: 1 } } } });
  });

  it('takes back the purpose where the message had no topic', async () => {
    const { engine, sent, tokenOf } = await postOffice();
    await sent('hello');
    await engine.subscriptions.unsubscribe(tokenOf());
    expect((await engine.privacy.stateAt(ana)).marketing).toMatchObject({ granted: false, because: 'withdrawn' });
    expect(await engine.subscriptions.of(tokenOf())).toEqual({
      topics: subscribed({ news: false, offers: false }),
      subscribed: false,
      frequency: 'asItComes',
      locales: ['en', 'es'],
    });
    expect((await engine.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('send');
  });

  it('holds for what waits already', async () => {
    const { engine, sent, tokenOf, mailbox } = await postOffice();
    await sent('news');
    await engine.send({ ...ana, campaign: 'news', occasion: 'next' });
    await engine.subscriptions.unsubscribe(tokenOf());
    expect(await engine.tick()).toMatchObject({ suppressed: 1 });
    expect(mailbox.messages).toHaveLength(1);
  });

  it('still works when the message is long gone, and brings nobody back', async () => {
    const { engine, sent, tokenOf } = await postOffice();
    await sent('news');
    await engine.privacy.erase(ana);
    await engine.subscriptions.unsubscribe(tokenOf());
    expect(await engine.privacy.export(ana)).toMatchObject({ signals: [] });
    expect((await engine.decide({ ...ana, campaign: 'news' })).outcome).toBe('hold');
  });
});

describe('a token that is no good', () => {
  it('gets the answers of somebody who never changed anything, and changes nothing', async () => {
    const { engine, sent, tokenOf, store } = await postOffice();
    await sent('hello');
    const good = await engine.subscriptions.of(tokenOf());
    const commits: unknown[] = [];
    const { commit } = store;
    Object.assign(store, {
      commit: (batch: never) => {
        commits.push(batch);
        return commit.call(store, batch);
      },
    });
    const forged = `${tokenOf().slice(0, -2)}AA`;
    for (const token of [forged, '', 'x', 'ana']) {
      expect(await engine.subscriptions.of(token)).toEqual(good);
      expect(await engine.subscriptions.unsubscribe(token)).toBeUndefined();
      expect(await engine.subscriptions.change(token, { topics: { news: false }, frequency: 'weekly' })).toEqual({
        ...good,
        topics: subscribed({ news: false, offers: true }),
        frequency: 'weekly',
      });
      await expect(engine.subscriptions.change(token, { topics: { other: false } })).rejects.toMatchObject(
        coded('INPUT_INVALID', 'topics'),
      );
    }
    expect(commits).toEqual([]);
    expect(await engine.subscriptions.of(tokenOf())).toEqual(good);
    expect(await engine.subscriptions.change(tokenOf(), { topics: { news: false }, frequency: 'weekly' })).toEqual({
      ...good,
      topics: subscribed({ news: false, offers: true }),
      frequency: 'weekly',
    });
  });

  it('is every token of an engine without a secret', async () => {
    const { sent, tokenOf, store } = await postOffice();
    await sent('news');
    const { engine } = await testEngine({ store });
    await engine.subscriptions.unsubscribe(tokenOf());
    expect((await engine.privacy.export(ana)).consent).toHaveLength(1);
  });
});

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

const campaign = { channel: 'email', compose: () => ({ text: 'Hello' }) };
it.each<[object, string]>([
  [{ unsubscribe: { url: 'http://shop.example', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'shop.example', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'https://shop.example?token=1', secret } }, 'unsubscribe.url'],
  [{ unsubscribe: { url: 'https://shop.example', secret: 'short' } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example' } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example', secret, secrets: [secret] } }, 'unsubscribe.secret'],
  [{ unsubscribe: { url: 'https://shop.example', secrets: [] } }, 'unsubscribe.secrets'],
  [
    { unsubscribe: { url: 'https://shop.example', secret, mailto: 'leave@shop.example?subject=x' } },
    'unsubscribe.mailto',
  ],
  [{ unsubscribe: { url: 'https://shop.example', secret, key: 1 } }, 'unsubscribe.key'],
  [{ campaigns: { news: { ...campaign, topic: '' } } }, 'campaigns.news.topic'],
  [{ campaigns: { news: { ...campaign, topic: 'x'.repeat(65) } } }, 'campaigns.news.topic'],
  [{ campaigns: { news: { ...campaign, purpose: 'service', topic: 'x' } } }, 'campaigns.news.topic'],
  [
    { campaigns: { news: { ...campaign, topic: 'x' }, survey: { ...campaign, purpose: 'research', topic: 'x' } } },
    'campaigns.survey.topic',
  ],
])('createEngine refuses %j, and names %s', async (options, field) => {
  const error = await testEngine(options).catch((thrown: Error) => thrown);
  expect(error).toMatchObject(coded('OPTION_INVALID', field));
  expect(String(error)).not.toContain('short');
});
