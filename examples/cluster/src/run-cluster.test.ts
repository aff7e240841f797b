import { expect, it } from 'vitest';
import { runCluster } from './run-cluster.js';

it('engines that are killed lose nothing and double nothing', { timeout: 120_000 }, async () => {
  const report = await runCluster({ processes: 3, seconds: 6, killEverySeconds: 2 });
  expect(report).toMatchObject({
    signals: { lost: 0, doubled: 0 },
    miscounted: 0,
    messages: { acceptedTwice: 0, lost: 0 },
  });
  expect(report.killed).toBeGreaterThan(0);
  expect(report.signals.acknowledged).toBeGreaterThan(0);
  expect(report.messages.acknowledged).toBeGreaterThan(0);
});
