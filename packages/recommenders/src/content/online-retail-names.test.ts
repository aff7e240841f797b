import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { fittedTo } from './content.fixture.js';

const file = fileURLToPath(new URL('../../../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));

/** What each order held, and what items are called. */
function readOrders() {
  const orders = new Map<string, Set<string>>();
  const titles = new Map<string, string>();
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  for (const line of lines) {
    const fields = line.replace(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(',', ' ')).split(',');
    const [order = '', itemId = '', title = '', quantity = ''] = fields;
    if (!(Number(quantity) > 0)) continue;
    orders.set(order, (orders.get(order) ?? new Set()).add(itemId));
    titles.set(itemId, title);
  }
  return { orders, titles };
}

it('in a gift shop, items with names alike are far more often in one order than others are', {
  timeout: 120_000,
}, async ({ skip }) => {
  if (!existsSync(file)) skip('The data set online-retail is not on this machine.');
  const { orders, titles } = readOrders();
  const having = new Map<string, Set<string>>();
  for (const [order, items] of orders) {
    for (const itemId of items) having.set(itemId, (having.get(itemId) ?? new Set()).add(order));
  }
  const { recommender } = await fittedTo([...titles].map(([itemId, title]) => ({ itemId, title })));
  const sold = [...having].filter(([, { size }]) => size >= 200).map(([itemId]) => itemId);
  const isSold = new Set(sold);
  const ordersOf = (itemId: string) => having.get(itemId) as ReadonlySet<string>;
  /** How often items are in one order with others, in times that chance would have it. */
  const lift = (othersOf: (itemId: string, place: number) => readonly string[]) => {
    let [together, expected] = [0, 0];
    sold.forEach((itemId, place) => {
      const own = ordersOf(itemId);
      for (const other of othersOf(itemId, place).map(ordersOf)) {
        together += [...own].filter((order) => other.has(order)).length;
        expected += (own.size * other.size) / orders.size;
      }
    });
    return together / expected;
  };
  const alike = lift((itemId) =>
    recommender.similar(itemId, 5, (other) => isSold.has(other)).map((found) => found.itemId),
  );
  const any = lift((_, place) => [101, 211, 307, 401, 503].map((step) => sold[(place + step) % sold.length] as string));
  expect(sold.length).toBeGreaterThan(500);
  expect(alike).toBeGreaterThan(2.5 * any);
});
