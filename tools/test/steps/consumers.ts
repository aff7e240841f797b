import { checkConsumers } from '../../consumer-fixtures/check-consumers.js';
import type { Step } from '../step.js';

export const consumers: Step = {
  name: 'consumers',
  title: 'Packed packages in empty folders (tools/consumer-fixtures)',
  needs: ['build'],
  async run() {
    const results = await checkConsumers();
    for (const { id, problems } of results) {
      console.log(`  ${problems.length === 0 ? '✓' : '✗'} ${id}`);
      for (const problem of problems) console.log(`    ${problem.replaceAll('\n', '\n    ')}`);
    }
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    return { passed: results.length - failed, failed, skipped: 0 };
  },
};
