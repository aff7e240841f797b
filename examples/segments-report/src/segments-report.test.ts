import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { Order } from './order.js';
import { readOrders } from './read-orders.js';
import { segmentsReport } from './segments-report.js';

const file = fileURLToPath(new URL('../../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url));
const DAY = 86_400_000;

/** Two hundred customers; the first half orders every other week, the others once. */
const madeUp: Order[] = Array.from({ length: 200 }, (_, index) =>
  Array.from({ length: index < 100 ? 12 : 1 }, (_, step) => ({
    id: `${index}/${step}`,
    customer: `customer-${index}`,
    at: Date.UTC(2026, 0, 1 + (index % 30)) + 14 * step * DAY,
    value: 5 + index,
  })),
)
  .flat()
  .sort((a, b) => a.at - b.at);

it('grades segments of any orders, the same each time', async () => {
  const { quality, page } = await segmentsReport(madeUp);
  expect(quality.people).toMatchObject({ now: 200, before: 200 });
  expect(quality.segments.map(({ segment }) => segment)).toContain('champions');
  expect(page).toContain('Do these segments hold?');
  expect((await segmentsReport(madeUp)).page).toBe(page);
});

it('finds that champions of a real shop go on ordering', { timeout: 120_000 }, async (context) => {
  if (!existsSync(file)) context.skip('The data set online-retail is not on this machine.');
  const { quality, page, reliability = [] } = await segmentsReport(await readOrders(file), { language: 'es' });
  const champions = quality.segments.find(({ segment }) => segment === 'champions');
  expect(quality.people.now).toBeGreaterThan(4_300);
  expect(champions?.grades.relevant).toMatchObject({ grade: 'good' });
  expect(champions?.separation.find(({ outcome }) => outcome === 'revenue')?.cliffsDelta).toBeGreaterThan(0.5);
  expect(page).toContain('¿Se sostienen estos segmentos?');
  // Before Christmas some more order than was promised: .04 on average.
  const off = reliability.map(({ predicted, observed }) => Math.abs(predicted - observed));
  expect(off).toHaveLength(10);
  expect(off.reduce((sum, each) => sum + each, 0) / 10).toBeLessThan(0.06);
});
