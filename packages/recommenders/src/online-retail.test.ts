import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DAY, type Interaction } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { evaluate } from './evaluate/evaluate.js';
import { splitByTime } from './evaluate/split.js';
import { ItemListsRecommender, PopularRecommender } from './index.js';

const file = fileURLToPath(new URL('../../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));

/** Order lines of known customers; cancelled ones count against their item. */
function orderLines(): Interaction[] {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines.flatMap((line) => {
    const fields = line.replace(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(',', ' ')).split(',');
    const [order = '', itemId = '', , quantity = '', date = '', , person = ''] = fields;
    if (person === '' || person === 'NA') return [];
    const cancelled = order.startsWith('C') || Number(quantity) < 0;
    const type = cancelled ? 'Order Refunded' : 'Order Completed';
    return [{ person, itemId, type, weight: cancelled ? -1 : 1, timestamp: Date.parse(`${date.replace(' ', 'T')}Z`) }];
  });
}

it('on a shop’s last 90 days, recall is at least twice that of the best popularity', {
  timeout: 120_000,
}, async (context) => {
  if (!existsSync(file)) context.skip('The data set online-retail is not on this machine.');
  const lines = orderLines();
  const end = lines.reduce((latest, { timestamp }) => Math.max(latest, timestamp), 0);
  const popularities = [Infinity, 90, 30].map((halfLifeDays) => new PopularRecommender({ halfLifeDays }));
  const { train, test } = splitByTime(lines, end - 90 * DAY);
  // Newcomers have no history to go by: both would give them what is popular.
  const known = new Set(train.map(({ person }) => person));
  const { lists, ...others } = await evaluate({
    split: { train, test: new Map([...test].filter(([person]) => known.has(person))) },
    k: 10,
    recommenders: {
      lists: new ItemListsRecommender(),
      ...Object.fromEntries(popularities.map((popular, index) => [`popular ${index}`, popular])),
    },
  });
  const best = Math.max(...Object.values(others).map(({ recall }) => recall.mean));
  expect(lists?.people).toBeGreaterThan(1_800);
  expect(lists?.recall.mean).toBeGreaterThanOrEqual(2 * best);
});
