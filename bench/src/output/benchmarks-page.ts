import type { Measurement } from '../measurement.js';
import { amount } from './amount.js';
import { beside } from './beside.js';
import type { SavedRun } from './saved-run.js';

/** docs/benchmarks.md, made from the runs that were kept. */
export function benchmarksPage(runs: readonly SavedRun[]): string {
  return `# Benchmarks

<!-- Made by \`npm run docs\` from bench/results. Measure anew by: npm run bench -- SUITE --save -->

What was measured, on what, and the command that measures it again. Every case runs in a process of its own; cases and their
peers take turns, after a round that doesn't count; what stands here is the median. Your machine will say something else: run
it there.

${runs.map(section).join('\n')}`;
}

const images: Readonly<Record<string, string>> = {
  growth: '![How long fits take](growth.svg)\n\n',
  store: '![How commits and reads grow](store-growth.svg)\n\n',
};

function section({ suite, date, machine, sizes, measurements }: SavedRun): string {
  const { processor, cores, memoryGiB, system, node, load } = machine;
  const others =
    load > cores / 2 ? ` Other work was going on (load ${load} on ${cores} cores), so absolute figures are low.` : '';
  const size = Object.entries(sizes).map(([name, value]) => `${value.toLocaleString('en')} ${name}`);
  return `## ${suite}

\`\`\`sh
npm run bench -- ${suite}
\`\`\`

${images[suite] ?? ''}Measured on ${date}: ${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}. ${size.join(', ')}.${others}

| Case | Metric | Value | Beside it |
|---|---|---:|---|
${measurements.map(row).join('\n')}
`;
}

function row(measurement: Measurement): string {
  const { case: name, metric, value, unit } = measurement;
  return `| ${name} | ${metric} | ${amount(value)} ${unit} | ${beside(measurement)} |`;
}
