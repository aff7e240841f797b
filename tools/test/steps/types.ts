import { join } from 'node:path';
import { node } from '../../workspace/command.js';
import { root } from '../../workspace/packages.js';
import type { Step } from '../step.js';
import { oneStep } from '../tally.js';

export const types: Step = {
  name: 'types',
  title: 'Types of all source and tests (tsc)',
  async run() {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { code } = await node([tsc, '--project', join(root, 'tsconfig.json')], { show: true });
    return oneStep(code === 0);
  },
};
