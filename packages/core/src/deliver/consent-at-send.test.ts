import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, reachable, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };

describe('a message whose person has withdrawn since', () => {
  it('is suppressed, and nothing is dispatched', async () => {
    const { engine, mailbox } = await testEngine();
    await reachable(engine, 'ana');
    const { sendKey } = await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    await engine.privacy.withdraw({ ...ana, purposes: ['marketing'] });
    const states: unknown[] = [];
    engine.on('message', (event) => void states.push(event));
    expect(await engine.tick()).toMatchObject({ sent: 0, suppressed: 1 });
    expect(mailbox.attempts).toEqual([]);
    expect(states).toEqual([{ sendKey, campaign: 'hello', state: 'suppressed', code: 'SINTONIA_CONSENT_DENIED' }]);
    await engine.privacy.grant({ ...ana, purposes: ['marketing'] });
    expect(await engine.tick()).toMatchObject({ sent: 0 });
  });

  it('is not dispatched either when a purpose of its channel is withdrawn', async () => {
    const { engine, mailbox } = await testEngine();
    const { engine: strict } = await testEngine({
      plugins: [{ name: 'strict', specVersion: 1, purposes: ['profiling'], dispatchers: [mailbox] }],
    });
    await reachable(strict, 'ana');
    expect((await strict.decide({ ...ana, campaign: 'receipt' })).outcome).toBe('hold');
    await strict.privacy.grant({ ...ana, purposes: ['profiling'] });
    await strict.send({ ...ana, campaign: 'receipt', occasion: 'one' });
    await strict.privacy.withdraw({ ...ana, purposes: ['profiling'] });
    expect(await strict.tick()).toMatchObject({ suppressed: 1 });
    await engine.close();
  });

  it('is never dispatched, however the steps of both fall together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const order: string[] = [];
        const slow = { isOn: false };
        const store = beforeCommits(memoryStore(), () => slow.isOn && scheduler.schedule(Promise.resolve(), 'commit'));
        const { engine, mailbox } = await testEngine({ store });
        await reachable(engine, 'ana');
        await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
        slow.isOn = true;
        const withdrawn = engine.privacy
          .withdraw({ ...ana, purposes: ['marketing'] })
          .then(() => order.push(mailbox.attempts.length > 0 ? 'after dispatch' : 'before dispatch'));
        const tick = engine.tick();
        await scheduler.waitFor(Promise.all([withdrawn, tick]));
        const { sent, suppressed } = await tick;
        // Nobody can take back what was handed over; but once withdraw has resolved, nothing goes out.
        if (order[0] === 'before dispatch') expect(sent).toBe(0);
        expect(sent + suppressed).toBe(1);
        expect(mailbox.attempts).toHaveLength(sent);
        slow.isOn = false;
      }),
      { numRuns: 40 },
    );
  });
});
