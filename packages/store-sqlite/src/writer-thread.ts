import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CommitResult } from '@sintonia/spec';
import { errorOf, type Failure } from './failure.js';
import type { StoreSettings } from './sqlite-options.js';
import type { CommitWork, EraseResult, EraseWork, FromWriter, Reply, ToWriter, Work, WorkResult } from './work.js';

interface Waiting {
  readonly resolve: (result: WorkResult) => void;
  readonly reject: (error: Error) => void;
}

const GONE: Failure = { name: 'STORE_FAILED', message: 'The writing thread ended before it had answered.' };

/** The main thread's end of the writer. Keeps the process alive while something waits to be written, and not otherwise. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #isAlive = true;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (replies: readonly Reply[]) => this.#settle(replies));
    worker.on('exit', () => this.#end());
    worker.unref();
  }

  /** Starts the thread. @throws the coded reason why the file could not be opened. */
  static async open(settings: StoreSettings): Promise<WriterThread> {
    // In development this file is TypeScript and so is the writer; whatever flags make that work, the thread needs too.
    const extension = extname(import.meta.url);
    const worker = new Worker(new URL(`./writer${extension}`, import.meta.url), {
      workerData: settings,
      name: 'sintonia-store-sqlite',
      ...(extension === '.js' && { execArgv: [] }),
    });
    // An error event is always followed by the exit event, where we look.
    let crash: unknown;
    worker.on('error', (error) => {
      crash = error;
    });
    const exit = once(worker, 'exit').then(
      (): FromWriter => ({
        failure: {
          ...GONE,
          message: `The writing thread could not start (${crash instanceof Error ? crash.name : 'exit'}).`,
        },
      }),
    );
    const message = once(worker, 'message').then(([first]) => first as FromWriter);
    const answer = await Promise.race([message, exit]);
    if ('failure' in answer) {
      await worker.terminate();
      throw errorOf(answer.failure);
    }
    return new WriterThread(worker);
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  run(work: CommitWork): Promise<CommitResult>;
  run(work: EraseWork): Promise<EraseResult>;
  run(work: Work): Promise<WorkResult> {
    return new Promise((resolve, reject) => {
      if (!this.#isAlive) {
        reject(errorOf(GONE));
        return;
      }
      this.#count += 1;
      this.#waiting.set(this.#count, { resolve, reject });
      this.#worker.ref();
      this.#post({ number: this.#count, work });
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

  /** Stops the thread wherever it is. What waits, fails. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  #post(message: ToWriter): void {
    this.#worker.postMessage(message);
  }

  #settle(replies: readonly Reply[]): void {
    for (const reply of replies) {
      const waiting = this.#waiting.get(reply.number);
      this.#waiting.delete(reply.number);
      if ('result' in reply) waiting?.resolve(reply.result);
      else waiting?.reject(errorOf(reply.failure));
    }
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #end(): void {
    this.#isAlive = false;
    for (const { reject } of this.#waiting.values()) reject(errorOf(GONE));
    this.#waiting.clear();
  }
}
