import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../workspace/temporary-folder.fixture.js';
import { withLock } from './lock.mjs';

const lockModule = new URL('./lock.mjs', import.meta.url).href;

/** A process that takes the lock, writes that it is in, waits, and writes that it is out. */
function holder(lock: string, log: string, milliseconds: number) {
  const script = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(lockModule)};
    const [lock, log, time] = process.argv.slice(1);
    await withLock(lock, async () => {
      appendFileSync(log, 'in\\n');
      await new Promise((resolve) => setTimeout(resolve, Number(time)));
      appendFileSync(log, 'out\\n');
    });`;
  return spawn(process.execPath, ['--input-type=module', '-e', script, lock, log, String(milliseconds)]);
}

describe('withLock', () => {
  it('lets one process in after the other', async () => {
    const home = temporaryFolder();
    const log = join(home, 'log');
    await Promise.all([1, 2, 3].map(() => once(holder(join(home, 'lock'), log, 150), 'close')));
    expect(readFileSync(log, 'utf8')).toBe('in\nout\n'.repeat(3));
    expect(existsSync(join(home, 'lock'))).toBe(false);
  });

  it('does not wait for a holder that was killed', async () => {
    const home = temporaryFolder();
    const log = join(home, 'log');
    const killed = holder(join(home, 'lock'), log, 60_000);
    while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 20));
    killed.kill('SIGKILL');
    await once(killed, 'close');
    let waited = false;
    await withLock(
      join(home, 'lock'),
      async () => {},
      () => (waited = true),
    );
    expect(waited).toBe(true);
  });

  it('waits for the child of a holder that was killed', async () => {
    const lock = join(temporaryFolder(), 'lock');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 400)']);
    writeFileSync(lock, `999999999 ${child.pid}`);
    const ended = once(child, 'close');
    let childEnded = false;
    ended.then(() => (childEnded = true));
    await withLock(lock, async () => expect(childEnded).toBe(true));
  });

  it('opens again when the work throws', async () => {
    const lock = join(temporaryFolder(), 'lock');
    const broken = withLock(lock, async () => {
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, '999999999');
    await withLock(lock, async () => {});
  });
});
