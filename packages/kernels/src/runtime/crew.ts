import type { Phase } from './executor.js';
import { asPointer, ofThread } from './executor.js';
import type { Boss, Message, Thread } from './thread.js';
import { CHUNKS_DONE, STOP } from './worker-source.js';

interface Running {
  readonly meeting: Int32Array;
  progress(chunksDone: number): void;
  settle(thread: Thread, error?: unknown): void;
}

/** The threads of one job, and the one phase they are in. A crew that lost a thread is of no use any more. */
export class Crew implements Boss {
  #running: Running | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(readonly threads: readonly Thread[]) {
    for (const thread of threads) thread.workFor(this);
  }

  get isSound(): boolean {
    return !this.#failure;
  }

  tell(message: unknown): void {
    for (const thread of this.threads) thread.tell(message);
  }

  /** @throws what a kernel or a thread failed with; the reason of the signal */
  async run(phase: Phase, signal: AbortSignal | undefined, progress: (chunksDone: number) => void): Promise<void> {
    signal?.throwIfAborted();
    if (this.#failure) throw this.#failure.error;
    const wanted = this.threads.slice(0, Math.ceil(phase.count / phase.chunk));
    if (wanted.length === 0) return;
    const meeting = new Int32Array(new SharedArrayBuffer(12));
    const stop = () => Atomics.store(meeting, STOP, 1);
    signal?.addEventListener('abort', stop, { once: true });
    try {
      await new Promise<void>((resolve, reject) => {
        const busy = new Set(wanted);
        const errors: unknown[] = [];
        const settle = (thread: Thread, error?: unknown) => {
          if (error !== undefined) errors.push(error);
          // Threads that are still at it write into memory: nobody goes on before they stopped.
          if (!busy.delete(thread) || busy.size > 0) return;
          if (errors.length > 0) reject(errors[0]);
          else resolve();
        };
        this.#running = { meeting, progress, settle };
        const { name, count, chunk } = phase;
        wanted.forEach((thread, number) => {
          const args = phase.args.map((argument) => asPointer(ofThread(argument, number)));
          thread.tell({ name, args, count, chunk, meeting });
        });
      });
    } finally {
      this.#running = undefined;
      signal?.removeEventListener('abort', stop);
    }
    signal?.throwIfAborted();
  }

  /** Ends the work at once: nothing is heard of these threads any more. */
  lose(error: unknown): void {
    this.#failure ??= { error };
    for (const thread of this.threads) {
      void thread.terminate();
      this.#running?.settle(thread, error);
    }
  }

  /** Lets go of the threads, which others may use. */
  disband(): void {
    for (const thread of this.threads) thread.workFor(undefined);
  }

  hear(thread: Thread, message: Message): void {
    const running = this.#running;
    if (!running) return;
    if ('progress' in message) running.progress(Atomics.load(running.meeting, CHUNKS_DONE));
    else running.settle(thread, 'error' in message ? message.error : undefined);
  }
}
