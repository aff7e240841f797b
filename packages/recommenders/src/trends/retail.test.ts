import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { DAY, type Interaction } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { shuffled } from './shuffled.fixture.js';
import { TrendsRecommender } from './trends-recommender.js';

const FILE = new URL('../../../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url);
const END = Date.parse('2011-04-18');

/** What known customers of a shop bought in ten weeks, and what it is called. */
function purchases() {
  const titles = new Map<string, string>();
  const taken: Interaction[] = [];
  for (const line of gunzipSync(readFileSync(FILE)).toString('utf8').split('\n').slice(1)) {
    const fields = line.replace(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(',', ' ')).split(',');
    const [order = '', itemId = '', title = '', , date = '', , person = ''] = fields;
    const timestamp = Date.parse(`${date.replace(' ', 'T')}Z`);
    if (!person || person === 'NA' || order.startsWith('C') || !(timestamp > END - 70 * DAY && timestamp <= END))
      continue;
    titles.set(itemId, title);
    taken.push({ person, itemId, type: 'Order Completed', weight: 1, timestamp });
  }
  return { taken, titles };
}

const absent = !existsSync(FILE);
const name = absent ? 'real orders (the data set online-retail is not on this machine)' : 'real orders';
const shop = absent ? undefined : purchases();

async function rising(interactions: readonly Interaction[]) {
  const trends = new TrendsRecommender();
  await trends.fit(fitContext({ now: END, interactions }));
  return trends.rising({ limit: 1_000 }).map((rise) => (rise.kind === 'item' ? rise.itemId : ''));
}

describe.skipIf(absent)(name, () => {
  const { taken = [], titles = new Map<string, string>() } = shop ?? {};

  it('finds a new series in the shop, and little else among 2,500 items', async () => {
    const found = (await rising(taken)).map((itemId) => titles.get(itemId));
    expect(found).toContain('LUNCH BAG APPLE DESIGN');
    expect(found.length).toBeLessThan(12);
    expect(found.filter((title) => /APPLE|ALPHABET|VINTAGE LEAF/.test(title ?? '')).length).toBeGreaterThanOrEqual(6);
  });

  it('finds an item that thirty people suddenly buy, and not one that a single person buys thirty times', async () => {
    const counts = new Map<string, number>();
    for (const { itemId } of taken) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    const [first, second] = [...counts].filter(([, count]) => count === 40).map(([itemId]) => itemId) as [
      string,
      string,
    ];
    const buy = (person: string, itemId: string, at: number): Interaction => ({
      person,
      itemId,
      type: 'Order Completed',
      weight: 1,
      timestamp: END - DAY - at * 1_000,
    });
    const planted = Array.from({ length: 30 }, (_, at) => [
      buy(`new-${at}`, first, at),
      buy('keen', second, at),
    ]).flat();
    const before = await rising(taken);
    const after = await rising([...taken, ...planted]);
    expect(before).not.toContain(first);
    expect(after).toContain(first);
    expect(after).not.toContain(second);
  });

  it('with shuffled dates nothing rises', async () => {
    for (let seed = 1; seed <= 8; seed++) expect(await rising(shuffled(taken, seed))).toEqual([]);
  });
});
