import { describe, expect, it } from 'vitest';
import { ana, postOffice } from '../feedback/feedback.fixture.js';
import { coded, testEngine } from '../test-engine.fixture.js';

const subscribed = (topics: Record<string, boolean>) =>
  Object.entries(topics).map(([topic, isSubscribed]) => ({ topic, purpose: 'marketing', subscribed: isSubscribed }));

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
