import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { SintoniaError } from '@sintonia/spec';
import { errorOf } from './failure.js';
import { type FromWriter, type Reply, type Result, repliesOf, type ToWriter, type WriterData } from './messages.js';
import type { StoreSettings } from './sqlite-options.js';
import type { Work } from './work.js';

interface Waiting<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

/** The main thread's end of the writer. Keeps the process alive while something waits to be written, and not otherwise. */
export class WriterThread {
  readonly #worker: Worker;
  /** Answers come in this order. */
  #waiting: Waiting<Result>[] = [];
  /** How many messages were posted: the thread sleeps on that, and sees so whether to look for another, which costs it far more. */
  readonly #posted = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #isAlive = true;

  private constructor(settings: StoreSettings, opened: Waiting<void>, died: () => void) {
    // In development this file is TypeScript and so is the writer; whatever flags make that work, the thread needs too.
    const extension = extname(import.meta.url);
    this.#worker = new Worker(new URL(`./writer${extension}`, import.meta.url), {
      workerData: { settings, posted: this.#posted } satisfies WriterData,
      name: 'sintonia-store-sqlite',
      ...(extension === '.js' && { execArgv: [] }),
    });
    this.#worker.on('message', (message: FromWriter) => {
      if (message === 'opened') opened.resolve();
      else if ('name' in message) opened.reject(errorOf(message));
      else this.#settle(repliesOf(message));
      if (this.#waiting.length === 0) this.#worker.unref();
    });
    // A crash is told by two events: why, and then that the thread has ended.
    let cause: unknown;
    this.#worker.on('error', (error) => {
      cause = error;
    });
    this.#worker.on('exit', () => {
      this.#isAlive = false;
      opened.reject(gone(cause));
      for (const { reject } of this.#waiting.splice(0)) reject(gone(cause));
      died();
    });
  }

  /**
   * Starts the thread.
   *
   * @param died is called when the thread has ended, for whatever reason.
   * @throws the coded reason why the file could not be opened.
   */
  static async open(settings: StoreSettings, died: () => void): Promise<WriterThread> {
    let thread: WriterThread | undefined;
    await new Promise<void>((resolve, reject) => {
      thread = new WriterThread(settings, { resolve, reject }, died);
    });
    return thread as WriterThread;
  }

  run(work: Work): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (!this.#isAlive) {
        reject(gone());
        return;
      }
      if (this.#waiting.push({ resolve, reject }) === 1) this.#worker.ref();
      this.#post(work);
    });
  }

  /** After all work that was given to it. */
  async close(): Promise<void> {
    if (!this.#isAlive) return;
    this.#worker.ref();
    const exit = once(this.#worker, 'exit');
    this.#post('close');
    await exit;
  }

  #post(message: ToWriter): void {
    this.#worker.postMessage(message);
    Atomics.add(this.#posted, 0, 1);
    Atomics.notify(this.#posted, 0);
  }

  #settle(replies: readonly Reply[]): void {
    const answered = this.#waiting.splice(0, replies.length);
    answered.forEach(({ resolve, reject }, index) => {
      const reply = replies[index] as Reply;
      if ('result' in reply) resolve(reply.result);
      else reject(errorOf(reply.failure));
    });
  }
}

function gone(cause?: unknown): SintoniaError {
  return new SintoniaError('STORE_FAILED', 'The writing thread ended before it had answered.', { cause });
}
