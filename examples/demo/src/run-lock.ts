import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from './arguments.js';

/** A killed process may take a moment to be gone. */
const PATIENCE_MS = 10_000;
const HEARTBEAT_MS = 1_000;
/** Long after the last heartbeat the process is gone, whoever has its number now. */
const SILENT_MS = 60_000;

/** One process at a time: a file with the number of the process, touched every second while it lives. */
export class RunLock {
  readonly #heart: NodeJS.Timeout;

  private constructor(private readonly file: string) {
    this.#heart = setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
  }

  /** @throws UsageError when another process is at work and stays. */
  static async take(file: string, patienceMs = PATIENCE_MS): Promise<RunLock> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const owner = ownerOf(file);
      if (owner === undefined && seize(file)) return new RunLock(file);
      if (Date.now() >= end) {
        throw new UsageError(`Process ${owner ?? '?'} is at work on the same run. Wait for it, or stop it.`);
      }
      await sleep(100);
    }
  }

  close(): void {
    clearInterval(this.#heart);
    rmSync(this.file, { force: true });
  }

  #beat(): void {
    try {
      const now = new Date();
      utimesSync(this.file, now, now);
    } catch {
      // Somebody has tidied up the folder. That is no reason to stop.
    }
  }
}

/** Of two that find the lock free at the same time, one gets it. */
function seize(file: string): boolean {
  try {
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOf(file: string): number | undefined {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    const silent = Date.now() - statSync(file).mtimeMs > SILENT_MS;
    return !silent && owner !== process.pid && isRunning(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(owner: number): boolean {
  try {
    return owner > 0 && process.kill(owner, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
