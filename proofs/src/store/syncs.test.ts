import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bundle } from '../kill-sweep/bundle.js';
import { obstacle } from '../kill-sweep/run-interrupted.js';

const blocked = obstacle();
const program = fileURLToPath(new URL('./syncs.program.ts', import.meta.url));

// A kill doesn't reveal a missing sync, since the kernel goes on. So they are counted.
it.skipIf(blocked !== undefined)(`every acknowledgement has its sync, many share one${blocked ?? ''}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-syncs-'));
  try {
    const fileOf = await bundle('syncs', [program]);
    const log = join(folder, 'strace');
    const strace = ['-f', '-qqq', '-o', log, '-e', 'trace=fsync,fdatasync,write', process.execPath, fileOf(program)];
    expect(spawnSync('strace', [...strace, folder]).status).toBe(0);
    const parts = syncsBefore(readFileSync(log, 'utf8').split('\n'));
    expect(parts.map(([said]) => said)).toEqual(['opened', ...Array.from({ length: 20 }, () => 'alone'), 'together']);
    for (const [said, syncs] of parts) if (said !== 'opened') expect(syncs).toBeGreaterThanOrEqual(1);
    // 200 commits that wait at the same time need few syncs, and not 200.
    expect(parts.at(-1)?.[1]).toBeLessThanOrEqual(20);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What was said, and how many syncs had ended since what was said before. */
function syncsBefore(lines: readonly string[]): [said: string, syncs: number][] {
  const parts: [string, number][] = [];
  let syncs = 0;
  for (const line of lines) {
    if (/\bf(data)?sync(\(| resumed>).*= 0$/.test(line)) syncs += 1;
    const [, said] = /\bwrite\(1, "(\w+)\\n"/.exec(line) ?? [];
    if (said === undefined) continue;
    parts.push([said, syncs]);
    syncs = 0;
  }
  return parts;
}
