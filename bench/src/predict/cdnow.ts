import { readFileSync } from 'node:fs';
import { type PurchaseHistories, purchaseHistories, type Spending } from '@sintonia/segmenters';
import { dataFile } from '../fit/data-file.js';

export const cdnowSummary = dataFile('cdnow/cdnow_customers_summary.csv');
export const cdnowSample = dataFile('cdnow/CDNOW_sample.txt');

/** The first 39 weeks are learnt from. */
const LAST_DAY = '19970930';

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

/** x, t_x and T of 2,357 people, in weeks. */
export function readCdnowHistories(): PurchaseHistories {
  return purchaseHistories(
    linesOf(cdnowSummary)
      .slice(1)
      .map((line) => {
        const [, frequency = 0, recency = 0, age = 0] = line.split(',').map(Number);
        return { frequency, recency, age };
      }),
  );
}

/** What the 946 who came back spent a day, without their first day: the people that Fader & Hardie (2013) fit. */
export function readCdnowSpendings(): readonly Spending[] {
  const spent = new Map<string, Map<string, number>>();
  for (const line of linesOf(cdnowSample)) {
    const [, person = '', date = '', , dollars] = line.trim().split(/\s+/);
    if (date > LAST_DAY) continue;
    const days = spent.get(person) ?? new Map<string, number>();
    spent.set(person, days.set(date, (days.get(date) ?? 0) + Number(dollars)));
  }
  return [...spent.values()].flatMap((days) => {
    const repeats = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).slice(1);
    const total = repeats.reduce((sum, [, dollars]) => sum + dollars, 0);
    return repeats.length === 0 ? [] : [{ orders: repeats.length, mean: total / repeats.length }];
  });
}
