import { checkPackages } from '../../check-packages/check-packages.js';
import { describeFinding } from '../../check-packages/finding.js';
import type { Step } from '../step.js';
import { oneStep } from '../tally.js';

export const structure: Step = {
  name: 'structure',
  title: 'Structure of the packages (tools/check-packages)',
  async run() {
    const findings = checkPackages();
    for (const finding of findings) console.log(describeFinding(finding));
    const errors = findings.filter(({ level }) => level === 'error');
    console.log(`${errors.length} broken rules, ${findings.length - errors.length} warnings`);
    return oneStep(errors.length === 0);
  },
};
