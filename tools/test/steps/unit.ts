import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node } from '../../workspace/command.js';
import { root } from '../../workspace/packages.js';
import type { Step } from '../step.js';
import { tallyOfReport } from '../vitest-report.js';

export const unit: Step = {
  name: 'unit',
  title: 'Tests (vitest)',
  async run({ patterns, deep }) {
    const folder = mkdtempSync(join(tmpdir(), 'sintonia-tests-'));
    const report = join(folder, 'report.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const told = join(folder, 'told.txt');
    const env = deep ? { SINTONIA_DEEP: '1', SINTONIA_REPORT: told } : {};
    try {
      const { code } = await node([vitest, 'run', ...reporters, ...patterns], { show: true, env });
      if (existsSync(told)) console.log(`\n${readFileSync(told, 'utf8')}`);
      return tallyOfReport(report, code);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
