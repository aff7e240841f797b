import { DAY, SintoniaError } from '@sintonia/spec';
import { testClock } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, reachable, storeLike, testEngine } from '../test-engine.fixture.js';
import { sendCampaign } from './send-campaign.js';

const daily = { schedule: '0 8 * * *' };

describe('sending a campaign', () => {
  it('reaches everybody once a run, a merged person once in all', async () => {
    const jobs = { daily: sendCampaign({ ...daily, campaign: 'hello' }) };
    const frequencyCap = { messages: 100, days: 1 };
    const { engine, testClock: clock, mailbox } = await testEngine({ jobs, frequencyCap });
    for (const userId of ['ana', 'ben', 'zoe']) await reachable(engine, userId);
    await engine.collect({ anonymousId: 'phone', type: 'Page Viewed' });
    await engine.identify({ userId: 'zoe', anonymousId: 'phone' });
    await engine.tick();
    for (let day = 0; day < 2; day++) {
      clock.advance(DAY);
      await engine.tick();
      await engine.tick();
    }
    const sent = mailbox.messages.map(({ to }) => to).toSorted();
    expect(sent).toEqual(['ana', 'ana', 'ben', 'ben', 'zoe', 'zoe'].map((name) => `${name}@example.com`));
  });

  it('goes on where a failing store has stopped it, without a second message', async () => {
    const jobs = { daily: sendCampaign({ ...daily, campaign: 'hello' }) };
    const clock = testClock('2026-01-01T00:00:00Z');
    const store = memoryStore();
    let queued = 0;
    let isAway = false;
    const failing = storeLike(store, {
      commit: async (batch) => {
        // The contact log is written when a message is queued, and then only.
        const contacts = batch.put?.filter(({ key }) => key.collection === 'contact').length ?? 0;
        if (contacts > 0 && isAway && queued > 30) throw new SintoniaError('STORE_FAILED', 'The store is away.');
        queued += contacts;
        return store.commit(batch);
      },
    });
    const { engine, mailbox } = await testEngine({ jobs, clock, store: failing });
    for (let person = 0; person < 80; person++) await reachable(engine, `person-${person}`);
    await engine.tick();
    clock.advance(DAY);
    isAway = true;
    await engine.tick().catch(() => undefined);
    expect(queued).toBeLessThan(80);
    isAway = false;
    for (let minute = 0; minute < 20; minute++) {
      clock.advance(60_000);
      await engine.tick();
    }
    expect(mailbox.messages).toHaveLength(80);
    expect(new Set(mailbox.messages.map(({ to }) => to)).size).toBe(80);
  });

  it('leaves out who has no message, and fails where nobody has', async () => {
    const campaign = { channel: 'email', picks: 0, compose: () => ({ text: '' }) };
    const jobs = { daily: sendCampaign({ ...daily, campaign: 'empty' }) };
    const { engine } = await testEngine({ jobs, campaigns: { empty: campaign } });
    await reachable(engine, 'ana');
    await expect(engine.jobs.run('daily')).rejects.toMatchObject(coded('PLUGIN_FAILED', 'text'));
  });

  it('writes to the members of a segment only', async () => {
    const segments = { spaniards: { language: 1, rule: { trait: 'country', is: 'ES' } } };
    const jobs = { daily: sendCampaign({ ...daily, campaign: 'hello', to: 'spaniards' }) };
    const { engine, mailbox } = await testEngine({ jobs, segments });
    await reachable(engine, 'ana', { country: 'ES' });
    await reachable(engine, 'ben', { country: 'FR' });
    await engine.jobs.run('daily');
    await engine.tick();
    expect(mailbox.messages.map(({ to }) => to)).toEqual(['ana@example.com']);
  });
});

it('people come by pages, each once', async () => {
  const { engine } = await testEngine();
  for (const userId of ['a', 'b', 'c', 'd', 'e']) await engine.identify({ userId, traits: { plan: 'x' } });
  await engine.collect({ anonymousId: 'tablet', type: 'Page Viewed' });
  await engine.identify({ userId: 'b', anonymousId: 'tablet' });
  const found: unknown[] = [];
  for (let after: string | undefined; ; ) {
    const page = await engine.people({ limit: 2, ...(after !== undefined && { after }) });
    found.push(...page.members);
    if (page.next === undefined) break;
    after = page.next;
  }
  expect(found).toEqual(['a', 'b', 'c', 'd', 'e'].map((userId) => ({ userId })));
});
