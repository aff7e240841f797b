import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import { SMTPServer } from 'smtp-server';

/** One e-mail that the sink took, as its log keeps it. */
export interface TakenMail {
  readonly to: string;
  readonly sendKey: string | null;
  readonly messageId: string | null;
  readonly at: string;
}

/** A mail server on this machine that delivers nothing and remembers everything. */
export interface MailSink {
  readonly url: string;
  close(): Promise<void>;
}

const LARGEST = 1 << 20;

/** Answers "250 OK" only when the mail's line in the log is on disk, so that the log is proof. */
export async function startMailSink(logFile: string): Promise<MailSink> {
  const log = new SyncedLog(await open(logFile, 'a'));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: LARGEST,
    logger: false,
    onData(stream, session, answer) {
      headersOf(stream)
        .then((header) =>
          log.append(
            session.envelope.rcptTo.map(({ address }) => ({
              to: address,
              sendKey: header('x-sintonia-send-key'),
              messageId: header('message-id'),
              at: new Date().toISOString(),
            })),
          ),
        )
        .then(() => answer(), answer);
    },
  });
  // A client that goes away in the middle of a mail is its own problem.
  server.on('error', () => {});
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await log.close();
    },
  };
}

/** Every mail that was ever taken in this run, also by a process that was killed since. */
export async function* readTakenMails(logFile: string): AsyncGenerator<TakenMail> {
  if (!existsSync(logFile)) return;
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    // The last line of a killed process may be half a line. Its mail was never answered with a 250.
    if (line.startsWith('{') && line.endsWith('}')) yield JSON.parse(line) as TakenMail;
  }
}

/** Lines that come while the disk is busy go down together with the next write. */
class SyncedLog {
  #waiting: string[] = [];
  #writing = Promise.resolve();

  constructor(private readonly file: FileHandle) {}

  append(mails: readonly TakenMail[]): Promise<void> {
    this.#waiting.push(...mails.map((mail) => `${JSON.stringify(mail)}\n`));
    this.#writing = this.#writing.then(async () => {
      const lines = this.#waiting.join('');
      this.#waiting = [];
      if (lines === '') return;
      await this.file.appendFile(lines);
      await this.file.datasync();
    });
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => {});
    await this.file.close();
  }
}

async function headersOf(stream: Readable): Promise<(name: string) => string | null> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const keep = new Writable({
      write(chunk: Buffer, _encoding, next) {
        chunks.push(chunk);
        next();
      },
    });
    stream.pipe(keep).once('finish', resolve).once('error', reject);
  });
  const [head = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n', 1);
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return (name) => {
    const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
    return line === undefined ? null : line.slice(name.length + 1).trim();
  };
}
