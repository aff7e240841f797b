import type { PersonReference, Plugin } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, everythingIn, testEngine } from '../test-engine.fixture.js';

const ana = { userId: 'ana' };
const phone = { anonymousId: 'phone' };
const both = { ...ana, ...phone };
const collections = Object.values(COLLECTIONS);

describe('export and erase of a merged person', () => {
  /** Ana with a phone, a desk that was hers once, and plugins that hold something. */
  async function merged() {
    const told: unknown[] = [];
    const crm: Plugin = {
      name: 'crm',
      specVersion: 1,
      export: async (person) => ({ of: { ...person } }),
      erase: async (person) => void told.push(person),
    };
    const all = await testEngine({ plugins: [crm] });
    const { engine } = all;
    const desk = { anonymousId: 'desk' };
    for (const who of [ana, phone, desk]) await engine.collect({ ...who, type: 'Page Viewed' });
    await engine.identify({ ...ana, ...desk });
    await engine.privacy.grant({ ...ana, purposes: ['marketing'] });
    await engine.privacy.withdraw({ ...ana, purposes: ['research'] });
    await engine.identity.unmerge({ ...ana, ...desk });
    await engine.identify(both);
    await engine.privacy.withdraw({ ...phone, purposes: ['analytics'] });
    return { ...all, told, desk };
  }

  it('holds what every id brought, each statement once, and who was merged when', async () => {
    const { engine } = await merged();
    const held = await engine.privacy.export(phone);
    expect(held.signals.map((signal) => (signal as { person: string }).person).sort()).toEqual(['ana', '~phone']);
    expect(held.consent.map(({ purpose }) => purpose).sort()).toEqual(['analytics', 'marketing', 'research']);
    expect(JSON.stringify(held.entries.identity)).toContain('phone');
    expect(held.plugins).toEqual({ crm: [{ of: ana }, { of: phone }] });
    expect(await engine.privacy.export(ana)).toEqual(held);
  });

  it('removes all of it, and every trace in ledgers of devices that were theirs once', async () => {
    const { engine, store, told, desk, testClock } = await merged();
    expect(await engine.privacy.erase(ana)).toMatchObject({ signals: 2, plugins: ['crm'] });
    expect(told).toEqual([ana, phone]);
    const left = await everythingIn(store, collections);
    expect(left).not.toMatch(/ana|phone/);
    expect(left).toContain('desk');
    expect((await engine.privacy.stateAt(desk)).research).toMatchObject({ because: 'withdrawn' });
    expect((await engine.privacy.stateAt(desk)).marketing).toMatchObject({ because: 'default' });
    const late = await engine.collect({ ...phone, type: 'Page Viewed', timestamp: testClock.now() - 1 });
    expect(late.refused).toEqual([{ index: 0, code: 'SINTONIA_SIGNAL_ERASED' }]);
    await engine.privacy.erase(desk);
    expect(await everythingIn(store, collections)).not.toMatch(/ana|phone|desk/);
  });

  it('removes what came to a device after it was shared, too; of nobody known only that', async () => {
    const { engine, store } = await merged();
    await engine.identify({ userId: 'ben', ...phone });
    await engine.collect({ ...phone, type: 'Page Viewed' });
    expect(await engine.privacy.erase(phone)).toMatchObject({ signals: 1 });
    expect((await engine.profileOf(ana)).counts).toEqual({ 'Page Viewed': 2 });
    await engine.privacy.withdraw({ ...phone, purposes: ['analytics'] });
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, collections)).not.toMatch(/ana|phone|shared/);
    expect(await everythingIn(store, collections)).toContain('ben');
  });

  it('can be repeated when the store failed in between', async () => {
    const right = memoryStore();
    let erasures = 0;
    const store = {
      ...beforeCommits(right, () => undefined),
      erase: async (tenant: string, person: string) => {
        erasures += 1;
        if (erasures === 2) throw new Error('gone');
        return right.erase(tenant, person);
      },
    };
    const { engine } = await testEngine({ store });
    for (const who of [ana, phone]) await engine.collect({ ...who, type: 'Page Viewed' });
    await engine.identify(both);
    await expect(engine.privacy.erase(ana)).rejects.toThrow('gone');
    await engine.privacy.erase(ana);
    expect(await everythingIn(right, collections)).not.toMatch(/ana|phone/);
  });

  it('has the mark of one side refuse older signals of both', async () => {
    const { engine, testClock } = await testEngine();
    await engine.privacy.erase(phone);
    const erasedAt = testClock.now();
    await engine.identity.merge(both);
    const order = (who: PersonReference, timestamp: number) =>
      engine.collect({ ...who, type: 'Page Viewed', timestamp } as never);
    expect((await order(ana, erasedAt)).refused).toHaveLength(1);
    expect((await order(ana, erasedAt + 1)).accepted).toBe(1);
  });
});
