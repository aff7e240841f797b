import { parseArgs } from 'node:util';
import type { BenchSuite, Sizes } from './suite.js';

export interface Asked {
  readonly suite: BenchSuite;
  readonly cases: BenchSuite['cases'];
  readonly sizes: Sizes;
  readonly json: boolean;
  readonly save: boolean;
}

const numbers = ['people', 'items', 'signals', 'rounds', 'seconds'] as const;

const options = {
  ...(Object.fromEntries(numbers.map((name) => [name, { type: 'string' }])) as Record<
    (typeof numbers)[number],
    { type: 'string' }
  >),
  only: { type: 'string', multiple: true },
  quick: { type: 'boolean', default: false },
  deep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  save: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the command line asks for, or what is wrong with it and how it should be. */
export function readArguments(
  args: readonly string[],
  suites: readonly BenchSuite[],
): Asked | { readonly usage: string } {
  const complain = (problem: string) => ({ usage: `${problem}\n\n${usageOf(suites)}` });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { usage: usageOf(suites) };
  const [name] = positionals;
  if (name === undefined) return complain('Which suite?');
  if (positionals.length > 1) return complain(`One suite at a time, not ${positionals.join(', ')}.`);
  const suite = suites.find((each) => each.name === name);
  if (suite === undefined) return complain(`There is no suite "${name}".`);
  const cases = suite.cases.filter((each) => values.only === undefined || values.only.includes(each.name));
  const unknown = values.only?.find((only) => !suite.cases.some((each) => each.name === only));
  if (unknown !== undefined) return complain(`The suite ${name} has no case "${unknown}".`);
  if (values.save && (values.quick || values.only !== undefined)) {
    return complain('Only figures of a whole suite that was not hurried are worth keeping.');
  }

  if (values.deep && suite.deep === undefined) return complain(`The suite ${name} goes no deeper.`);

  const usual = (values.deep ? suite.deep : undefined) ?? suite.sizes;
  const sizes: Record<keyof Sizes, number> = { ...(values.quick ? suite.quick : usual) };
  for (const option of numbers) {
    const given = values[option];
    if (given === undefined) continue;
    const number = Number(given);
    if (!(number > 0) || (option !== 'seconds' && !Number.isInteger(number))) {
      return complain(`--${option} must be a ${option === 'seconds' ? '' : 'whole '}number above 0.`);
    }
    sizes[option] = number;
  }
  return { suite, cases, sizes, json: values.json, save: values.save };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

function usageOf(suites: readonly BenchSuite[]): string {
  const lines = suites.flatMap(({ name, about, cases }) => [
    `  ${name.padEnd(12)} ${about}`,
    ...cases.map((each) => `    ${each.name.padEnd(16)} ${each.about}`),
  ]);
  return `npm run bench -- SUITE [options]

Suites and their cases:
${lines.join('\n')}

Options:
  --people N --items N --signals N   how much there is
  --rounds N                         how often; the median counts
  --seconds N                        the longest that one throughput is measured
  --only CASE                        only this case (may be repeated)
  --quick                            small and fast, to see that it runs
  --deep                             larger than usual, where a suite has that
  --json                             one JSON object a line
  --save                             keep the figures in bench/results, for docs/benchmarks.md (npm run docs)`;
}
