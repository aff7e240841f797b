import type { Worker } from 'node:worker_threads';

export type Message = { readonly done: true } | { readonly progress: true } | { readonly error: unknown };

/** Who a thread works for. */
export interface Boss {
  hear(thread: Thread, message: Message): void;
  lose(error: unknown): void;
}

/** A worker, which keeps the process alive only while it works for somebody. */
export class Thread {
  #boss: Boss | undefined;
  #alive = true;

  constructor(private readonly worker: Worker) {
    worker.on('message', (message: Message) => this.#boss?.hear(this, message));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', (code) => this.#end(new Error(`A worker ended in the middle of its work, with code ${code}.`)));
    worker.unref();
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  workFor(boss: Boss | undefined): void {
    this.#boss = boss;
    if (boss) this.worker.ref();
    else this.worker.unref();
  }

  tell(message: unknown): void {
    this.worker.postMessage(message);
  }

  async terminate(): Promise<void> {
    this.#alive = false;
    await this.worker.terminate();
  }

  #end(error: unknown): void {
    this.#alive = false;
    this.#boss?.lose(error);
  }
}
