import type { Store } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { everythingIn, storeLike } from '../test-engine.fixture.js';
import { ana, postOffice } from './feedback.fixture.js';

/** The same store, where the scheduler says which of the waiting calls is next, once it is told to. */
function scheduledStore(scheduler: fc.Scheduler) {
  const right = memoryStore();
  let isScheduled = false;
  const turn = () => (isScheduled ? scheduler.schedule(Promise.resolve()) : Promise.resolve());
  const store: Store = storeLike(right, {
    commit: (batch) => turn().then(() => right.commit(batch)),
    get: (key) => turn().then(() => right.get(key)),
    erase: (tenant, person) => turn().then(() => right.erase(tenant, person)),
  });
  /** Runs calls against each other until all have ended. */
  async function race(...calls: readonly (() => Promise<unknown>)[]): Promise<void> {
    isScheduled = true;
    const ended = Promise.allSettled(calls.map((call) => call()));
    await scheduler.waitFor(ended);
    isScheduled = false;
    for (const end of await ended) if (end.status === 'rejected') throw end.reason;
  }
  return { store, race };
}

it('an erasure leaves nothing of the person, at whichever commit of a report it comes between', async () => {
  for (const place of [0, 1, 2]) {
    const right = memoryStore();
    let commits = Number.NEGATIVE_INFINITY;
    const store = storeLike(right, {
      async commit(batch) {
        if (commits++ === place) await engine.privacy.erase(ana);
        return right.commit(batch);
      },
    });
    const { engine, sent, event, report } = await postOffice({ store });
    const sendKey = await sent('news');
    commits = 0;
    await report(...(['delivered', 'open', 'complaint'] as const).map((kind) => event(kind, { sendKey })));
    expect(await everythingIn(right, Object.values(COLLECTIONS)), `before commit ${place}`).not.toContain('"ana"');
  }
});

it('two reports at once are both kept, and each once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { store, race } = scheduledStore(scheduler);
      const { engine, sent, event, report } = await postOffice({ store });
      const sendKey = await sent();
      const [open, click, bounce] = [
        event('open', { sendKey }),
        event('click', { sendKey }),
        event('hardBounce', { sendKey }),
      ];
      await race(
        () => report(open, bounce),
        () => report(click, open),
      );
      expect(await engine.fateOf(sendKey)).toMatchObject({
        delivery: 'hardBounce',
        facts: { open: { times: { unsaid: 1 } }, click: { times: { unsaid: 1 } } },
      });
      expect((await engine.privacy.export(ana)).signals).toHaveLength(2);
      expect(await engine.suppressions.list()).toHaveLength(1);
    }),
    { seed: 1, numRuns: 60 },
  );
});
