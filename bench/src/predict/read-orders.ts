import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Signal } from '@sintonia/spec';
import { dataFile } from '../fit/data-file.js';

export const onlineRetail = dataFile('online-retail/online_retail.csv.gz');
export const completeJourney = dataFile('complete-journey/transactions_sample.csv.gz');

/** Lines of a packed CSV file as fields; commas within quotes don't count. */
function linesOf(file: string): readonly string[][] {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => line.replace(/"[^"]*"/g, (quoted) => quoted.slice(1, -1).replaceAll(',', ' ')).split(','));
}

/** One signal an order, its value that of its lines. */
function ordersOf(
  lines: readonly { person: string; order: string; type: string; at: number; value: number }[],
): Signal[] {
  const orders = new Map<string, Signal & { value: number }>();
  for (const { person, order, type, at, value } of lines) {
    const known = orders.get(order);
    if (known) known.value += value;
    else {
      const id = { id: order, properties: { orderId: order } };
      orders.set(order, { ...id, person, type, timestamp: at, receivedAt: at, value });
    }
  }
  return [...orders.values()].sort((a, b) => a.timestamp - b.timestamp);
}

const momentOf = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);

/** A year of a gift shop, 2010-12-01 to 2011-12-09; cancelled orders are refunds. Who is not named is left out. */
export function readOnlineRetail(): readonly Signal[] {
  const lines = linesOf(onlineRetail).flatMap(([order = '', , , quantity, date = '', price, person = '']) => {
    if (person === '' || person === 'NA') return [];
    const type = order.startsWith('C') ? 'Order Refunded' : 'Order Completed';
    return [{ person, order, type, at: momentOf(date), value: Number(quantity) * Number(price) }];
  });
  return ordersOf(lines);
}

/** Baskets of 2,377 households in 2017: a sample of 75,000 lines, about every twentieth. */
export function readCompleteJourney(): readonly Signal[] {
  const lines = linesOf(completeJourney).map((fields) => {
    const [person = '', , order = '', , , value] = fields;
    return { person, order, type: 'Order Completed', at: momentOf(fields[10] ?? ''), value: Number(value) };
  });
  return ordersOf(lines);
}
