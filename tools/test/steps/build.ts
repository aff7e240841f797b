import { buildPackages } from '../../build/build-packages.js';
import { publishedPackages } from '../../workspace/packages.js';
import type { Step } from '../step.js';
import { oneStep } from '../tally.js';

export const build: Step = {
  name: 'build',
  title: 'Build of every package (tsup)',
  async run() {
    const failures = await buildPackages(publishedPackages());
    for (const { id, output } of failures) console.error(`\n${id} does not build:\n${output}`);
    return oneStep(failures.length === 0);
  },
};
