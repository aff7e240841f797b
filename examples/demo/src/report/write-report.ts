import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { madeUpPerson } from '../made-up-person.js';
import type { Results } from '../results.js';
import type { Run } from '../run-state.js';
import { page } from './page.js';

type Found = Pick<Results, 'dataset' | 'survey' | 'ranking' | 'segmentation' | 'delivery' | 'findings' | 'limit'>;

/** Sums the run up and writes it as a page that needs nothing but itself. */
export function writeReport({ run, ...found }: Found & { readonly run: Run }): Results {
  const { signals, refused, examples } = run.state;
  const { skipped, people } = found.survey;
  const results: Results = {
    ...found,
    signals,
    skipped: skipped.total + refused,
    consenting: [...people.keys()].filter((person) => madeUpPerson(person).consents).length,
    examples,
    resumed: run.resumed,
    seconds: Math.round(performance.now() / 100) / 10,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    report: run.path('report.html'),
  };
  writeFileSync(results.report, page(results));
  return results;
}
