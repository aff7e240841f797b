import { HOUR, type Plugin } from '@sintonia/spec';
import { fakeCollector } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { coded, storeLike, testEngine } from '../test-engine.fixture.js';

const vendor = fakeCollector();
const ana = { userId: 'ana' };

async function crmOf(erase: NonNullable<Plugin['erase']>, store = memoryStore(), own: Partial<Plugin> = {}, more = {}) {
  const collectors = [{ ...vendor, parse: () => ({ erasures: [ana] }), ...more }];
  const plugins = [
    { name: 'vendor', specVersion: 1, collectors, ...own },
    { name: 'crm', specVersion: 1, erase },
  ] as const;
  const all = await testEngine({ store: storeLike(store), plugins });
  await all.engine.identify({ ...ana, traits: { firstName: 'Ana' } });
  const receive = () => all.engine.receive('fake-vendor', vendor.sign({}, all.testClock.now()));
  const traits = async () => (await all.engine.profileOf(ana)).traits;
  return { ...all, receive, traits };
}

describe('an erasure that a vendor asks for', () => {
  it('is done when the vendor hears yes, where that is quick, and leaves nothing to be done', async () => {
    let told = 0;
    const { engine, receive, traits, testClock } = await crmOf(async () => void told++);
    await receive();
    expect([await traits(), told]).toEqual([{}, 1]);
    testClock.advance(HOUR);
    await engine.tick();
    expect(told).toBe(1);
  });

  it('is answered in time, however long a plugin takes, and done then', async () => {
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let isOver = false;
    const { receive, traits } = await crmOf(async () => {
      await slow;
      isOver = true;
    });
    await receive();
    expect([await traits(), isOver]).toEqual([{}, false]);
    finish();
    await expect.poll(() => isOver).toBe(true);
  });

  it.each([true, false])(
    'tells the plugin of a vendor unless that has forgotten them itself: %s',
    async (hasForgotten) => {
      const told: string[] = [];
      const own = { erase: async () => void told.push('vendor') };
      const { receive } = await crmOf(async () => void told.push('crm'), memoryStore(), own, { hasForgotten });
      await receive();
      expect(told).toEqual(hasForgotten ? ['crm'] : ['vendor', 'crm']);
    },
  );

  it('is tried again, less and less often, until the plugin can be reached; also by another process', async () => {
    const store = memoryStore();
    let told = 0;
    let isDown = true;
    const erase = async () => {
      told += 1;
      if (isDown) throw new Error('down');
    };
    const first = await crmOf(erase, store);
    await first.receive();
    expect(first.errors).toMatchObject([{ where: 'erasure', error: coded('PLUGIN_FAILED') }]);
    expect(await first.traits()).toEqual({});
    first.testClock.advance(30_000);
    await first.engine.tick();
    expect(told).toBe(1);
    first.testClock.advance(31_000);
    await first.engine.tick();
    await first.engine.tick();
    expect(told).toBe(2);
    await first.engine.close();

    isDown = false;
    const second = await crmOf(erase, store);
    second.testClock.advance(HOUR);
    await second.engine.tick();
    expect(told).toBe(3);
    second.testClock.advance(HOUR);
    await second.engine.tick();
    expect(told).toBe(3);
  });
});
