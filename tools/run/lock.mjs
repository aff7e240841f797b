import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 1_000;
const staleMs = 60_000;

/**
 * Runs `work` while no other process on this machine runs its own under the same lock file. `work` may name a child as
 * a holder too, so that the lock outlives us if we are killed and the child is not. A lock whose holders are all dead is
 * cleared away; so is one that nobody touched for a minute, since by then a number may belong to another process.
 */
export async function withLock(file, work, onWait = () => {}) {
  mkdirSync(dirname(file), { recursive: true });
  for (let tries = 0; !take(file); tries++) {
    if (tries === 0) onWait();
    clearIfDead(file);
    await sleep(200);
  }
  const beat = setInterval(() => touch(file), beatMs);
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work((pid) => appendFileSync(file, ` ${pid}`));
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function clearIfDead(file) {
  try {
    const { mtimeMs, ino } = statSync(file);
    const holders = readFileSync(file, 'utf8').split(' ').map(Number);
    const fresh = Date.now() - mtimeMs < staleMs;
    // Number('') is 0: the file was made a moment ago and its holder is yet to be written.
    if (fresh && holders.some((pid) => pid === 0 || isAlive(pid))) return;
    // Moving before removing: of two processes that both saw it dead, only one gets to move it.
    if (statSync(file).ino !== ino) return;
    const aside = `${file}.${process.pid}`;
    renameSync(file, aside);
    rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody removed it; the work goes on, and the install at the end is the same one.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
