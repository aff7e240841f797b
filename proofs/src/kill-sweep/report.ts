import type { SweepReport } from './sweep.js';

/** What was tried and found, a line each. */
export function reportOf(reports: readonly SweepReport[]): string {
  return reports
    .flatMap(({ workload, fault, points, total, said, problems }) => {
      const calls = Object.entries(points).map(([systemCall, count]) => `${count} ${systemCall}`);
      const head = `${workload}, ${fault}: ${total} points (${calls.join(', ')}), ${said} lines said`;
      return [`${head}, ${problems.length} problems`, ...problems.slice(0, 10).map((problem) => `  ${problem}`)];
    })
    .join('\n');
}
