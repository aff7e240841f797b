import { runSteps } from './run-steps.js';
import type { Step } from './step.js';
import { build } from './steps/build.js';
import { consumers } from './steps/consumers.js';
import { docs } from './steps/docs.js';
import { lint } from './steps/lint.js';
import { structure } from './steps/structure.js';
import { types } from './steps/types.js';
import { unit } from './steps/unit.js';
import { lastLine, sum } from './tally.js';

// `npm test`: everything. `npm test -- PATTERN`: the unit tests whose file name has it. `--only=a,b`: these steps.
const steps: readonly Step[] = [lint, types, unit, build, structure, consumers, docs];

const args = process.argv.slice(2);
const patterns = args.filter((arg) => !arg.startsWith('-'));
const only = args
  .find((arg) => arg.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const deep = args.includes('--deep');
const option = args.find((arg) => arg.startsWith('-') && arg !== '--deep' && !arg.startsWith('--only='));
if (option !== undefined) {
  console.error(
    `No option "${option}". Usage: npm test -- [PATTERN…] [--only=${steps.map(({ name }) => name).join()}]`,
  );
  process.exit(2);
}

const names = only ?? (patterns.length > 0 ? [unit.name] : steps.map(({ name }) => name));
const unknown = names.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No step "${unknown.join('", "')}"; there are: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

process.once('SIGTERM', () => process.exit(143));

const started = Date.now();
const total = sum(
  await runSteps(
    steps.filter(({ name }) => names.includes(name)),
    { patterns, deep },
  ),
);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\nin ${Math.round((Date.now() - started) / 1000)} s${skipped}`);
console.log(lastLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
