import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readOrders } from './read-orders.js';
import { segmentsReport } from './segments-report.js';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { spanish: { type: 'boolean' } } });
const [file, target = 'segments.html'] = positionals;
if (file === undefined) throw new Error('Say which file of orders: main.ts ORDERS.csv[.gz] [PAGE.html] [--spanish]');

const { quality, page } = await segmentsReport(await readOrders(file), { language: values.spanish ? 'es' : 'en' });
writeFileSync(target, page);
for (const { segment, size, verdict, grades } of quality.segments) {
  const told = Object.entries(grades).map(
    ([criterion, { grade, value }]) => `${criterion} ${grade} (${value?.toFixed(2)})`,
  );
  console.log(`${segment}: ${size} people, ${verdict}: ${told.join(', ')}`);
}
console.log(`The page is ${target}.`);
