import { existsSync } from 'node:fs';
import { readArguments } from './arguments.js';
import type { Measurement } from './measurement.js';
import { machine, saveRun } from './output/saved-run.js';
import { table } from './output/table.js';
import { quality } from './quality/quality.js';
import { runCase } from './run-case.js';
import { suites } from './suites.js';

// Quality is asked about files, not sizes.
if (process.argv[2] === 'quality') process.exit(await quality(process.argv.slice(3)));

// `npm run bench -- SUITE`. Figures go to stdout, everything else to stderr.
const asked = readArguments(process.argv.slice(2), suites);
if ('usage' in asked) {
  console.error(asked.usage);
  process.exit(process.argv.includes('--help') ? 0 : 2);
}

const { suite, cases, sizes, json, save } = asked;
console.error(
  `${suite.name}: ${Object.entries(sizes)
    .map(([name, size]) => `${size.toLocaleString('en')} ${name}`)
    .join(', ')}`,
);

const found = machine();
const measurements: Measurement[] = [];
for (const { name, reads = [] } of cases) {
  const missing = reads.find((file) => !existsSync(file));
  if (missing !== undefined) {
    console.error(`  ${name}: left out, there is no ${missing}`);
    continue;
  }
  const figures = await runCase({ suite: suite.name, name, sizes }, (progress) =>
    console.error(`  ${name}: ${progress}`),
  );
  for (const figure of figures) {
    const measurement = { suite: suite.name, ...figure };
    measurements.push(measurement);
    if (json) console.log(JSON.stringify(measurement));
  }
}
if (!json) console.log(table(measurements));
if (save) {
  saveRun({ suite: suite.name, machine: found, sizes, measurements });
  console.error(`Kept in bench/results/${suite.name}.json; render it by: npm run docs`);
}
