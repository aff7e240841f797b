import { checkDocs } from '../../check-docs/check-docs.js';
import type { Step } from '../step.js';
import { oneStep } from '../tally.js';

export const docs: Step = {
  name: 'docs',
  title: 'Documents (code compiles, links lead somewhere, packages named)',
  async run() {
    const problems = checkDocs();
    for (const problem of problems) console.log(`  ${problem}`);
    return oneStep(problems.length === 0);
  },
};
