import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Spending } from './gamma-gamma.js';
import { type PurchaseHistories, purchaseHistories } from './purchase-histories.js';

const [summary, sample] = ['cdnow_customers_summary.csv', 'CDNOW_sample.txt'].map((name) =>
  fileURLToPath(new URL(`../../../../../../shared/data/cdnow/${name}`, import.meta.url)),
) as [string, string];

export const cdnowFiles = [summary, sample];

const linesOf = (file: string) => readFileSync(file, 'utf8').trim().split('\n');

/** x, t_x and T of 2,357 people after 39 weeks, in weeks. */
export function cdnowHistories(): PurchaseHistories {
  return purchaseHistories(
    linesOf(summary)
      .slice(1)
      .map((line) => {
        const [, frequency = 0, recency = 0, age = 0] = line.split(',').map(Number);
        return { frequency, recency, age };
      }),
  );
}

/** What those who came back within the 39 weeks spent a day, the first day left out. */
export function cdnowSpendings(): readonly Spending[] {
  const spent = new Map<string, Map<string, number>>();
  for (const line of linesOf(sample)) {
    const [, person = '', date = '', , dollars] = line.trim().split(/\s+/);
    if (date > '19970930') continue;
    const days = spent.get(person) ?? new Map<string, number>();
    spent.set(person, days.set(date, (days.get(date) ?? 0) + Number(dollars)));
  }
  return [...spent.values()].flatMap((days) => {
    const repeats = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).slice(1);
    const total = repeats.reduce((sum, [, dollars]) => sum + dollars, 0);
    return repeats.length === 0 ? [] : [{ orders: repeats.length, mean: total / repeats.length }];
  });
}
