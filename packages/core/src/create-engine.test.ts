import { type ChannelDispatcher, type Plugin, SintoniaError, type Store } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { createEngine } from './create-engine.js';
import { memoryStore } from './store/memory-store.js';
import { beforeCommits, coded, hello, reachable, storeLike, testEngine } from './test-engine.fixture.js';

const ana = { userId: 'ana' };

describe('createEngine refuses', () => {
  it.each<[object, string]>([
    [{ holdOut: 0 }, 'holdOut'],
    [{ holdout: 1.1 }, 'holdout'],
    [{ holdout: Number.NaN }, 'holdout'],
    [{ seed: -1 }, 'seed'],
    [{ tenant: '' }, 'tenant'],
    [{ claimMs: 1 }, 'claimMs'],
    [{ clock: {} }, 'clock'],
    [{ plugins: {} }, 'plugins'],
    [{ store: {} }, 'store.commit'],
    [{ store: storeLike(memoryStore(), { specVersion: 2 as never }) }, 'store.specVersion'],
    [{ signals: { 'Tea Poured': { weight: 101 } } }, 'signals.Tea Poured.weight'],
    [{ signals: { 'Tea Poured': { weight: 1, polarity: 'mixed' } } }, 'signals.Tea Poured.polarity'],
    [{ signals: { 'Tea Poured': { weight: 1, halfLifeDays: 0 } } }, 'signals.Tea Poured.halfLifeDays'],
    [{ signals: { 'Tea Poured': { weight: 1, revenue: 'yes' } } }, 'signals.Tea Poured.revenue'],
    [{ signals: { 'Tea Poured': null } }, 'signals.Tea Poured'],
    [{ campaigns: { weekly: null } }, 'campaigns.weekly'],
    [{ campaigns: { weekly: { ...hello, channel: '' } } }, 'campaigns.weekly.channel'],
    [{ campaigns: { weekly: { ...hello, picks: 101 } } }, 'campaigns.weekly.picks'],
    [{ campaigns: { weekly: { ...hello, locales: [] } } }, 'campaigns.weekly.locales'],
    [{ campaigns: { weekly: { ...hello, locales: 'en' } } }, 'campaigns.weekly.locales'],
    [{ campaigns: { weekly: { ...hello, compose: 'Hello' } } }, 'campaigns.weekly.compose'],
    [{ consent: { marketing: true } }, 'consent.marketing'],
    [{ frequencyCap: { messages: 0, days: 7 } }, 'frequencyCap.messages'],
    [{ frequencyCap: { messages: 1, days: 91 } }, 'frequencyCap.days'],
    [{ frequencyCap: { messages: 1 } }, 'frequencyCap.days'],
    [{ frequencyCap: { messages: 1, days: 1, hours: 2 } }, 'frequencyCap.hours'],
    [{ frequencyCap: 3 }, 'frequencyCap'],
    [{ quietHours: '21:00' }, 'quietHours'],
    [{ quietHours: { from: '9pm', to: '08:00' } }, 'quietHours.from'],
    [{ quietHours: { from: '21:00' } }, 'quietHours.to'],
    [{ fitting: 'sometimes' }, 'fitting'],
    [{ delivery: 'sometimes' }, 'delivery'],
  ])('%j, and names %s', async (options, field) => {
    await expect(createEngine(options)).rejects.toMatchObject(coded('OPTION_INVALID', field));
  });

  it('to start when a plugin cannot, and closes those that could', async () => {
    const steps: string[] = [];
    const plugin = (name: string, more: Partial<Plugin> = {}): Plugin => ({
      name,
      specVersion: 1,
      setup: () => void steps.push(`setup ${name}`),
      close: () => void steps.push(`close ${name}`),
      ...more,
    });
    const cause = new Error('no network');
    const broken = plugin('c', { setup: () => Promise.reject(cause) });
    const error = await createEngine({ plugins: [plugin('a'), plugin('b'), broken] }).catch((thrown) => thrown);
    expect(error).toMatchObject({ ...coded('PLUGIN_FAILED'), details: { plugin: 'c' }, cause });
    expect(steps).toEqual(['setup a', 'setup b', 'close b', 'close a']);
  });
});

describe('close', () => {
  it('waits for what is under way, and then everything is refused', async () => {
    const right = memoryStore();
    const store = beforeCommits(right, () => new Promise((resolve) => setTimeout(resolve, 5)));
    const { engine } = await testEngine({ store });
    const calls = [
      engine.collect({ ...ana, type: 'Order Completed' }),
      engine.identify({ ...ana, traits: { firstName: 'Ana' } }),
      engine.privacy.grant({ ...ana, purposes: ['marketing'] }),
      engine.catalog.put([{ itemId: 'mug' }]),
      engine.recommend(ana),
    ];
    const closed = engine.close();
    expect(engine.close()).toBe(closed);
    await Promise.all([...calls, closed]);
    await closed;
    const refused = [
      engine.collect({ ...ana, type: 'Order Completed' }),
      engine.identify(ana),
      engine.profileOf(ana),
      engine.catalog.size(),
      engine.catalog.put([]),
      engine.recommend(ana),
      engine.similar({ itemId: 'mug' }),
      engine.segmentsOf(ana),
      engine.decide({ ...ana, campaign: 'hello' }),
      engine.send({ ...ana, campaign: 'hello', occasion: 'x' }),
      engine.feedback({ ...ana, itemId: 'mug', kind: 'liked' }),
      engine.fit(),
      engine.tick(),
      engine.diagnose(),
      engine.privacy.erase(ana),
    ];
    for (const call of refused) await expect(call).rejects.toMatchObject(coded('ENGINE_CLOSED'));
    expect(() => engine.declare({})).toThrow(expect.objectContaining(coded('ENGINE_CLOSED')));
    expect(() => engine.on('collected', () => undefined)).toThrow(expect.objectContaining(coded('ENGINE_CLOSED')));
  });

  it('writes what is pending, closes plugins in reverse and the store last, whatever fails on the way', async () => {
    const right = memoryStore();
    const steps: string[] = [];
    const store: Store = storeLike(right, {
      async commit(batch) {
        steps.push(`write ${batch.put?.[0]?.key.collection}`);
        return right.commit(batch);
      },
      close: async () => void steps.push('close store'),
    });
    const plugins: Plugin[] = ['a', 'b', 'c'].map((name) => ({
      name,
      specVersion: 1,
      close() {
        steps.push(`close ${name}`);
        if (name === 'b') throw new Error('stuck');
      },
    }));
    const engine = await createEngine({ store, plugins, delivery: 'manual' });
    await engine.recommend(ana);
    await expect(engine.close()).rejects.toMatchObject({ ...coded('PLUGIN_FAILED'), details: { plugin: 'b' } });
    expect(steps).toEqual(['write exposure', 'close c', 'close b', 'close a', 'close store']);
  });

  it('lets a message that is being handed over arrive', async () => {
    let arrive = (): void => undefined;
    let hand = (): void => undefined;
    const handed = new Promise<void>((resolve) => {
      hand = resolve;
    });
    const slow: ChannelDispatcher = {
      name: 'slow',
      specVersion: 1,
      channel: 'email',
      dispatch: () =>
        new Promise((resolve) => {
          arrive = () => resolve({});
          hand();
        }),
    };
    const store = memoryStore();
    const plugins = [{ name: 'slow', specVersion: 1 as const, dispatchers: [slow] }];
    const { engine } = await testEngine({ plugins, store: storeLike(store) });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    const tick = engine.tick();
    await handed;
    const closed = engine.close();
    arrive();
    expect(await tick).toMatchObject({ sent: 1 });
    await closed;
  });

  it('stops a fit', async () => {
    const fit = ({ abort }: { abort: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        abort.addEventListener('abort', () => reject(new SintoniaError('ABORTED', 'stopped')));
      });
    const recommenders = [{ name: 'slow', specVersion: 1 as const, recommend: () => [], fit }];
    const engine = await createEngine({ plugins: [{ name: 'slow', specVersion: 1, recommenders }] });
    const fitted = engine.fit();
    fitted.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    await engine.close();
    await expect(fitted).rejects.toMatchObject(coded('ABORTED'));
  });
});

it('engines of different tenants share nothing on one store', async () => {
  const store = memoryStore();
  const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store, tenant: 'other' })];
  await reachable(one.engine, 'ana');
  await one.engine.collect({ ...ana, id: 'a', type: 'Order Completed', itemId: 'mug' });
  await one.engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
  expect(await other.engine.tick()).toMatchObject({ sent: 0 });
  expect(await other.engine.profileOf(ana)).toMatchObject({ traits: {}, counts: {} });
  expect(await other.engine.collect({ ...ana, id: 'a', type: 'Order Completed' })).toMatchObject({ accepted: 1 });
  await other.engine.privacy.erase(ana);
  expect((await one.engine.privacy.export(ana)).signals).toHaveLength(1);
});
