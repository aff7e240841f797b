import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { savedRuns } from '../../bench/src/output/saved-run.js';
import { scalingFigures } from '../../bench/src/output/scaling-figures.js';
import { root } from '../workspace/packages.js';

export const SCALING = 'docs/scaling.md';
const BEGIN = '<!-- Made by `npm run docs` from bench/results/store.json. -->\n';
const END = '\n<!-- So far. -->';

/** docs/scaling.md: written by hand but for its figures. */
export function scalingPage(): string {
  const page = readFileSync(join(root, SCALING), 'utf8');
  const run = savedRuns().find(({ suite }) => suite === 'store');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${SCALING} has lost its marks of what is made.`);
  return run === undefined ? page : `${page.slice(0, begin)}${BEGIN}\n${scalingFigures(run)}\n${page.slice(end)}`;
}
