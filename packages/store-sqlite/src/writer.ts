// The thread that writes. A sync takes as long as the disk likes; here it holds up nobody but other commits.
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { failureOf } from './failure.js';
import { GroupCommit } from './group-commit.js';
import { type FromWriter, messageOf, type ToWriter, type WriterData } from './messages.js';
import { openWriting } from './open-database.js';
import { COMMIT, SIGNAL_COUNT, type Work } from './work.js';

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
  post('opened');
  let isClosing = false;
  while (!isClosing) {
    const group: Work[] = [];
    let signals = 0;
    let message: ToWriter | undefined = nextMessage();
    while (message !== undefined && message !== 'close') {
      group.push(message);
      if (message[0] === COMMIT) signals += message[SIGNAL_COUNT] as number;
      const isFull = group.length === MOST_REQUESTS || signals >= MOST_SIGNALS;
      message = isFull ? undefined : waitingMessage();
    }
    if (group.length > 0) post(messageOf(commits.run(group)));
    isClosing = message === 'close';
  }
  db.close();
  port.close();
}

/** Sleeps until there is one. Waking up so takes half as long as by an event. */
function nextMessage(): ToWriter {
  for (;;) {
    const message = waitingMessage();
    if (message !== undefined) return message;
    Atomics.wait(posted, 0, taken);
  }
}

/** What has come meanwhile. */
function waitingMessage(): ToWriter | undefined {
  if (Atomics.load(posted, 0) === taken) return undefined;
  const found = receiveMessageOnPort(port)?.message as ToWriter | undefined;
  if (found !== undefined) taken += 1;
  return found;
}

function post(message: FromWriter): void {
  port.postMessage(message);
}
