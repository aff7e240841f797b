// The thread that writes. A sync takes as long as the disk likes; here it holds up nobody but other commits.
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from './failure.js';
import { GroupCommit } from './group-commit.js';
import { openWriting } from './open-database.js';
import type { StoreSettings } from './sqlite-options.js';
import type { FromWriter, Request, ToWriter } from './work.js';

const MOST_REQUESTS = 1_000;
// So that nobody waits long behind bulk imports.
const MOST_SIGNALS = 20_000;

const port = parentPort as MessagePort;
const settings = workerData as StoreSettings;

try {
  serve();
} catch (error) {
  post({ failure: failureOf(error, settings.path) });
}

function serve(): void {
  const db = openWriting(settings);
  const commits = new GroupCommit(db, settings.path);
  port.on('message', (first: ToWriter) => {
    let message: ToWriter | undefined = first;
    const group: Request[] = [];
    let signals = 0;
    while (message !== undefined && message !== 'close') {
      group.push(message);
      if (message.work.kind === 'commit') signals += message.work.signalCount;
      const isFull = group.length === MOST_REQUESTS || signals >= MOST_SIGNALS;
      message = isFull ? undefined : (receiveMessageOnPort(port)?.message as ToWriter | undefined);
    }
    if (group.length > 0) post(commits.run(group));
    if (message === 'close') {
      db.close();
      port.close();
    }
  });
  post({ opened: true });
}

function post(message: FromWriter): void {
  port.postMessage(message);
}
