import { SECOND } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { reachable, testEngine } from '../test-engine.fixture.js';

const people = Array.from({ length: 20 }, (_, number) => `person-${number}`);

it.each(['slow-down', 'unauthorised'] as const)(
  'a provider that answers "%s" is left alone until it may be asked again, by all messages',
  async (behaviour) => {
    const { engine, mailbox, testClock } = await testEngine();
    for (const userId of people) {
      await reachable(engine, userId);
      await engine.send({ userId, campaign: 'hello', occasion: '1' });
    }
    mailbox.behave(behaviour);
    const { retrying, next } = await engine.tick();
    expect(retrying).toBe(people.length);
    // Only those that were under way at the same moment have asked.
    expect(mailbox.attempts.length).toBeLessThanOrEqual(8);
    expect(next).toBeGreaterThanOrEqual(testClock.now() + 30 * SECOND);

    mailbox.behave('accept');
    const asked = mailbox.attempts.length;
    testClock.advance(SECOND);
    await engine.tick();
    expect(mailbox.attempts).toHaveLength(asked);

    let sent = 0;
    for (let due: number | undefined = next; due !== undefined; ) {
      testClock.set(due);
      const report = await engine.tick();
      sent += report.sent;
      due = report.next;
    }
    expect(sent).toBe(people.length);
    expect(new Set(mailbox.messages.map(({ to }) => to)).size).toBe(people.length);
  },
);
