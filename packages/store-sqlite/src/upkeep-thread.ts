// The thread that works on a whole file, once.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { backUp } from './back-up.js';
import { failureOf } from './failure.js';
import { integrityProblems } from './integrity-problems.js';
import { migrateFile } from './migrate-file.js';
import type { UpkeepAnswer, UpkeepTask } from './upkeep.js';

const port = parentPort as MessagePort;
const task = workerData as UpkeepTask;

function answer(): UpkeepAnswer {
  try {
    return { result: done() };
  } catch (error) {
    return { failure: failureOf(error, task.kind === 'backup' ? task.to : task.path) };
  }
}

function done(): unknown {
  if (task.kind === 'backup') return backUp(task.path, task.to, task.busyTimeoutMs);
  if (task.kind === 'check') return integrityProblems(task.path, task.busyTimeoutMs);
  return migrateFile(task.path, task.busyTimeoutMs, task.to);
}

port.postMessage(answer());
