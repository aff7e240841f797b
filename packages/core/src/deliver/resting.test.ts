import { DAY, HOUR, type RestingMessage } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { coded, reachable, testEngine } from '../test-engine.fixture.js';
import { people, withProviders } from './providers.fixture.js';

const one = { userId: 'ana', campaign: 'hello', occasion: 'one' };

describe('a message that is not worth getting any more', () => {
  it('by its campaign is expired, and not sent', async () => {
    const { engine, send, testClock, fakes } = await withProviders({ one: {} }, { note: { expiresAfterMs: HOUR } });
    await send('ana');
    testClock.advance(HOUR);
    expect(await engine.tick()).toMatchObject({ expired: 1, sent: 0 });
    expect(fakes[0]?.attempts).toEqual([]);
    expect(await send('ana')).toMatchObject({ status: 'duplicate' });
  });

  it('by the call is, too, which knows better than the campaign', async () => {
    const campaigns = {
      hello: { channel: 'email', picks: 0, expiresAfterMs: DAY, compose: () => ({ text: 'Hello' }) },
    };
    const { engine, testClock } = await testEngine({ campaigns });
    await reachable(engine, 'ana');
    const expiresAt = new Date(testClock.now() + HOUR);
    await engine.send({ ...one, expiresAt });
    testClock.advance(HOUR - 1);
    expect(await engine.tick()).toMatchObject({ sent: 1 });
    await engine.send({ ...one, occasion: 'two', expiresAt });
    testClock.advance(1);
    expect(await engine.tick()).toMatchObject({ expired: 1 });
    const invalid = engine.send({ ...one, expiresAt: 'soon' });
    await expect(invalid).rejects.toMatchObject(coded('INPUT_INVALID', 'expiresAt'));
  });

  it('is not kept until a next try that would come too late', async () => {
    const { engine, send, fakes } = await withProviders({ one: {} }, { note: { expiresAfterMs: 10_000 } });
    fakes[0]?.behave('slow-down');
    await send('ana');
    const report = await engine.tick();
    expect(report).toMatchObject({ expired: 1 });
    expect(report).not.toHaveProperty('next');
    const { messages } = await engine.messages.list({ state: 'expired' });
    expect(messages).toMatchObject([{ person: 'ana', code: 'SINTONIA_DELIVERY_RATE_LIMITED', provider: 'one' }]);
  });
});

describe('messages that came to rest', () => {
  it('are listed by pages, the oldest first, without address and content', async () => {
    const { engine, send, testClock, fakes } = await withProviders({ one: {} });
    fakes[0]?.behave('refuse');
    for (const userId of people(25)) {
      await send(userId);
      await engine.tick();
      testClock.advance(1_000);
    }
    const seen: RestingMessage[] = [];
    let page = await engine.messages.list({ state: 'failed', limit: 10 });
    for (;;) {
      seen.push(...page.messages);
      if (page.next === undefined) break;
      page = await engine.messages.list({ state: 'failed', limit: 10, after: page.next });
    }
    expect(seen.map(({ person }) => person)).toEqual(people(25));
    expect(Object.keys(seen[0] ?? {}).sort()).toEqual(
      ['at', 'attempts', 'campaign', 'channel', 'code', 'occasion', 'person', 'provider', 'sendKey', 'state'].sort(),
    );
    expect((await engine.messages.list({ state: 'failed', campaign: 'other' })).messages).toEqual([]);
    expect((await engine.messages.list({ state: 'unknown' })).messages).toEqual([]);
    await engine.privacy.erase({ userId: 'person-0' });
    expect((await engine.messages.list({ state: 'failed' })).messages).toHaveLength(24);
  });

  it.each([
    ['list', { state: 'sent' }, 'state'],
    ['list', undefined, 'state'],
    ['list', { state: 'failed', limit: 1_001 }, 'limit'],
    ['list', { state: 'failed', after: '__proto__' }, 'after'],
    ['replay', { state: 'unknown' }, 'state'],
    ['replay', { state: 'suppressed' }, 'state'],
    ['replay', { since: 'yesterday' }, 'since'],
    ['replay', { limit: 0 }, 'limit'],
    ['replay', { campaign: '' }, 'campaign'],
  ] as const)('%s(%j) is refused', async (method, query, field) => {
    const { engine } = await testEngine();
    await expect(engine.messages[method](query as never)).rejects.toMatchObject(coded('INPUT_INVALID', field));
  });
});

describe('a message that failed', () => {
  async function failed() {
    const all = await testEngine({ frequencyCap: { messages: 1, days: 7 } });
    all.mailbox.behave('refuse');
    for (const userId of ['ana', 'ben', 'cleo']) {
      await reachable(all.engine, userId);
      await all.engine.send({ ...one, userId });
    }
    await all.engine.tick();
    all.mailbox.behave('accept');
    return all;
  }

  it('can be sent again, under the same key, composed anew, and once', async () => {
    const { engine, mailbox } = await failed();
    await engine.identify({ userId: 'ana', traits: { email: 'new@example.com', firstName: 'Ana' } });
    const replays = await Promise.all([engine.messages.replay(), engine.messages.replay()]);
    expect(replays[0].queued + replays[1].queued).toBe(3);
    expect(await engine.tick()).toMatchObject({ sent: 3 });
    expect(mailbox.messages.map(({ to }) => to)).toContain('new@example.com');
    expect(mailbox.messages.map(({ content }) => content.text)).toContain('Hello Ana');
    const keys = mailbox.attempts.map(({ context }) => context.idempotencyKey);
    expect(new Set(keys).size).toBe(3);
    expect(await engine.messages.replay()).toEqual({ queued: 0, held: 0, refused: 0 });
    // It counted once when it failed, and once now: not twice.
    expect((await engine.decide({ userId: 'ana', campaign: 'hello' })).outcome).toBe('hold');
    expect((await engine.privacy.export({ userId: 'ana' })).entries.contact).toMatchObject([[{ campaign: 'hello' }]]);
  });

  it('is not to who has withdrawn since', async () => {
    const { engine, mailbox } = await failed();
    await engine.privacy.withdraw({ userId: 'ben', purposes: ['marketing'] });
    mailbox.clear();
    expect(await engine.messages.replay({ campaign: 'hello', limit: 10 })).toEqual({ queued: 2, held: 1, refused: 0 });
    await engine.tick();
    expect(mailbox.attempts.map(({ message }) => message.to)).not.toContain('ben@example.com');
  });

  it('is one of at most so many, from a moment on', async () => {
    const { engine, testClock } = await failed();
    expect(await engine.messages.replay({ since: testClock.now() + 1 })).toMatchObject({ queued: 0 });
    expect(await engine.messages.replay({ limit: 2, since: testClock.now() })).toMatchObject({ queued: 2 });
    expect((await engine.messages.list({ state: 'failed' })).messages).toHaveLength(1);
  });

  it("stays where it is when its campaign can't write it", async () => {
    let isBroken = false;
    const compose = () => {
      if (isBroken) throw new Error('bug');
      return { text: 'Hello' };
    };
    const { engine, mailbox, errors } = await testEngine({
      campaigns: { hello: { channel: 'email', picks: 0, compose } },
    });
    await reachable(engine, 'ana');
    mailbox.behave('refuse');
    await engine.send(one);
    await engine.tick();
    isBroken = true;
    expect(await engine.messages.replay()).toEqual({ queued: 0, held: 0, refused: 1 });
    expect(errors).toMatchObject([{ where: 'replay' }]);
    expect((await engine.messages.list({ state: 'failed' })).messages).toHaveLength(1);
  });
});
