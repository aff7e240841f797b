import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqlite } from '@sintonia/store-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { learner } from './models/learner.fixture.js';
import { COLLECTIONS } from './store/collections.js';
import { coded, everythingIn, reachable, testEngine } from './test-engine.fixture.js';

const ana = { userId: 'ana' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sintonia-core-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (maxBytes?: number) => sqlite(join(folder, 'app.db'), maxBytes === undefined ? {} : { maxBytes });

describe('on a real file', () => {
  it('all stages run, and a second process goes on where the first one stopped', async () => {
    const first = await testEngine({ store: open(), plugins: [learner().plugin] });
    await reachable(first.engine, 'ana', { firstName: 'Ana-Lucia' });
    const orders = Array.from({ length: 300 }, (_, index) => ({
      id: `order-${index}`,
      userId: index % 3 ? 'ana' : `person-${index}`,
      type: 'Order Completed',
      itemId: `item-${index % 7}`,
      value: 0.1,
    }));
    const collected = await Promise.all(orders.map((order) => first.engine.collect([order, order])));
    expect(collected.every(({ accepted }) => accepted === 1)).toBe(true);
    await first.engine.fit();
    await first.engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    await first.engine.recommend(ana);
    await first.engine.close();

    const store = open();
    const second = await testEngine({ store, plugins: [learner().plugin] });
    expect(await second.engine.collect(orders)).toMatchObject({ accepted: 0 });
    expect(await second.engine.profileOf(ana)).toMatchObject({ counts: { 'Order Completed': 200 }, revenue: 20 });
    expect((await second.engine.recommend(ana)).picks).toMatchObject([{ itemId: 'after-300' }]);
    expect(await second.engine.send({ ...ana, campaign: 'hello', occasion: 'one' })).toMatchObject({
      status: 'duplicate',
    });
    expect(await second.engine.tick()).toMatchObject({ sent: 1 });
    expect((await second.engine.privacy.export(ana)).entries.exposure).toHaveLength(3);
    await second.engine.privacy.erase(ana);
    expect(await everythingIn(store, Object.values(COLLECTIONS))).not.toMatch(/"ana"|ana@|Lucia/);
  });

  it('two engines at once send a message once, and keep to the cap', async () => {
    const frequencyCap = { messages: 1, days: 7 };
    const [one, other] = [
      await testEngine({ store: open(), frequencyCap }),
      await testEngine({ store: open(), frequencyCap }),
    ];
    await reachable(one.engine, 'ana');
    const sends = Array.from({ length: 8 }, (_, index) =>
      (index % 2 ? one : other).engine.send({ ...ana, campaign: 'hello', occasion: `occasion-${index % 4}` }),
    );
    const statuses = (await Promise.all(sends)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 'queued')).toHaveLength(1);
    await Promise.all([one.engine.tick(), other.engine.tick()]);
    expect([...one.mailbox.attempts, ...other.mailbox.attempts]).toHaveLength(1);
  });

  it('a full disk refuses, and what was acknowledged is there', async () => {
    const { engine } = await testEngine({ store: open(2 ** 20) });
    const big = (index: number) => ({
      id: `signal-${index}`,
      ...ana,
      type: 'Product Viewed',
      properties: { note: 'x'.repeat(50_000) },
    });
    let accepted = 0;
    let refusal: unknown;
    while (refusal === undefined && accepted < 100) {
      await engine.collect(big(accepted)).then(
        () => accepted++,
        (error) => {
          refusal = error;
        },
      );
    }
    expect(refusal).toMatchObject({ ...coded('STORE_FULL'), retryable: true });
    expect(await engine.profileOf(ana)).toMatchObject({ counts: { 'Product Viewed': accepted } });
    expect((await engine.privacy.export(ana)).signals).toHaveLength(accepted);
  });
});
