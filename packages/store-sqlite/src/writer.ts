// The thread that writes. A sync takes as long as the disk likes; here it holds up nobody but other commits.
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from './failure.js';
import { GroupCommit } from './group-commit.js';
import { type FromWriter, messageOfReplies, requestOf, type ToWriter, type WriterData } from './messages.js';
import { openWriting } from './open-database.js';
import { type Request, rowCount } from './work.js';

const MOST_REQUESTS = 1_000;
// So that nobody waits long behind bulk imports.
const MOST_SIGNALS = 20_000;

const port = parentPort as MessagePort;
const { settings, posted } = workerData as WriterData;
let taken = 0;

try {
  serve();
} catch (error) {
  post(failureOf(error, settings.path));
}

function serve(): void {
  const db = openWriting(settings);
  const commits = new GroupCommit(db, settings.path);
  port.on('message', (first: ToWriter) => {
    taken += 1;
    let message: ToWriter | undefined = first;
    const group: Request[] = [];
    let signals = 0;
    while (message !== undefined && message !== 'close') {
      const request = requestOf(message);
      group.push(request);
      if (request.work.kind === 'commit') signals += rowCount(request.work.signals);
      const isFull = group.length === MOST_REQUESTS || signals >= MOST_SIGNALS;
      message = isFull ? undefined : next();
    }
    if (group.length > 0) post(messageOfReplies(commits.run(group)));
    if (message === 'close') {
      db.close();
      port.close();
    }
  });
  post('opened');
}

/** What has come meanwhile. */
function next(): ToWriter | undefined {
  if (Atomics.load(posted, 0) === taken) return undefined;
  const found = receiveMessageOnPort(port)?.message as ToWriter | undefined;
  if (found !== undefined) taken += 1;
  return found;
}

function post(message: FromWriter): void {
  port.postMessage(message);
}
