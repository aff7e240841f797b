import { join } from 'node:path';
import { node } from '../../workspace/command.js';
import { root } from '../../workspace/packages.js';
import type { Step } from '../step.js';
import { oneStep } from '../tally.js';

const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');

export const lint: Step = {
  name: 'lint',
  title: 'Lint and format (biome)',
  async run() {
    const { code } = await node([biome, 'check', '--error-on-warnings', '--max-diagnostics=100', root], { show: true });
    if (code !== 0) console.log('Most of it is mended by `npm run format`.');
    return oneStep(code === 0);
  },
};
