import type { Collected, ItemGroup } from '@sintonia/spec';
import { fakeCollector } from '@sintonia/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../store/memory-store.js';
import { beforeCommits, closeEngines, coded, testEngine } from '../test-engine.fixture.js';

const vendor = fakeCollector();
const variants = ['s', 'm', 'l', 'xl'];
const START = Date.UTC(2026, 0);

/** What a shop says of a shirt after each change. */
const saidOf = (versions: readonly (readonly string[])[]) =>
  versions.map((itemIds, index): Collected => {
    const updatedAt = START + index * 1_000;
    const items = itemIds.map((itemId) => ({ itemId, title: `version ${index}`, updatedAt }));
    return { items, itemGroups: [{ groupId: 'shirt', itemIds, updatedAt }] };
  });

async function shopOf(store = memoryStore()) {
  let next: Collected = {};
  const collectors = [{ ...vendor, parse: () => next }];
  const { engine, testClock } = await testEngine({ store, plugins: [{ name: 'vendor', specVersion: 1, collectors }] });
  const tell = (collected: Collected) => {
    next = collected;
    return engine.receive('fake-vendor', vendor.sign({}, 0));
  };
  const titles = async () => {
    const items = await Promise.all(variants.map((itemId) => engine.catalog.get(itemId)));
    return Object.fromEntries(items.flatMap((item) => (item ? [[item.itemId, item.title]] : [])));
  };
  testClock.advance(START + 1e9 - testClock.now());
  return { engine, tell, titles };
}

const history = fc.array(fc.subarray(variants), { minLength: 1, maxLength: 6 });
const newestOf = (versions: readonly (readonly string[])[]) =>
  Object.fromEntries((versions.at(-1) ?? []).map((itemId) => [itemId, `version ${versions.length - 1}`]));

describe('a group of items', () => {
  it('is in the end as it was last, in whatever order and however often that comes', async () => {
    const property = fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (versions, chance) => {
      const { tell, titles } = await shopOf();
      const all = saidOf(versions);
      const twice = [...all, ...all.slice(0, 3)].map((said) => ({ said, at: chance.next().value as number }));
      for (const { said } of twice.sort((a, b) => a.at - b.at)) await tell(said);
      expect(await titles()).toEqual(newestOf(versions));
      await closeEngines();
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('is so, too, when it is cut off anywhere and told again', async () => {
    const property = fc.asyncProperty(history, fc.nat(12), async (versions, failing) => {
      let commits = 0;
      const store = beforeCommits(memoryStore(), () => {
        commits += 1;
        if (commits === failing) throw new Error('The power is off.');
      });
      const { tell, titles } = await shopOf(store);
      for (const said of saidOf(versions)) await tell(said).catch(() => tell(said));
      expect(await titles()).toEqual(newestOf(versions));
      await closeEngines();
    });
    await fc.assert(property, { numRuns: 100 });
  });

  it('that is gone stays so, when late news of it comes, and of a variant never heard of', async () => {
    const { engine, tell, titles } = await shopOf();
    const [first, second] = saidOf([['s'], ['s', 'm']]) as [Collected, Collected];
    await tell(first);
    await tell({ itemGroups: [{ groupId: 'shirt', itemIds: [] }] });
    await tell(second);
    expect(await titles()).toEqual({});
    expect(await engine.catalog.size()).toBe(0);
  });

  it('does not touch what is in no group or in another', async () => {
    const { engine, tell, titles } = await shopOf();
    await tell({ items: [{ itemId: 'xl', title: 'alone' }] });
    await tell({
      items: [{ itemId: 'l', title: 'of trousers' }],
      itemGroups: [{ groupId: 'trousers', itemIds: ['l'] }],
    });
    for (const said of saidOf([['s', 'm'], ['m']])) await tell(said);
    expect(await titles()).toEqual({ m: 'version 1', l: 'of trousers', xl: 'alone' });
    expect(await engine.catalog.size()).toBe(3);
  });

  it.each([
    [{ groupId: '', itemIds: [] }, 'itemGroups[0].groupId'],
    [{ groupId: 'g', itemIds: 's' as never }, 'itemGroups[0].itemIds'],
    [{ groupId: 'g', itemIds: ['s', 7 as never] }, 'itemGroups[0].itemIds[1]'],
    [{ groupId: 'g', itemIds: [], updatedAt: 'soon' }, 'itemGroups[0].updatedAt'],
    [{ groupId: 'g', itemIds: Array.from({ length: 10_001 }, () => 's') }, 'itemGroups[0].itemIds'],
  ] as [ItemGroup, string][])(
    'is refused, with all its items, when it is not what it must be: %#',
    async (group, field) => {
      const { engine, tell } = await shopOf();
      const refused = tell({ items: [{ itemId: 's' }], itemGroups: [group] });
      await expect(refused).rejects.toMatchObject({ field });
      await expect(refused).rejects.toMatchObject(
        coded(group.itemIds.length > 10_000 ? 'INPUT_TOO_LARGE' : 'INPUT_INVALID'),
      );
      expect(await engine.catalog.size()).toBe(0);
    },
  );
});
