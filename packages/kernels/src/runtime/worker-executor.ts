import type { Worker } from 'node:worker_threads';
import { Crew } from './crew.js';
import type { Executor, Workplace } from './executor.js';
import { pagesFor } from './memory-limit.js';
import { Thread } from './thread.js';
import { type WasmMemory, type WasmModule, webAssembly } from './web-assembly.js';
import { workerSource } from './worker-source.js';

// An idle worker collects no garbage, so that a memory it once held stays; with a big one it goes too.
const BIG_BYTES = 2 ** 24;

/** Runs in worker threads, so that the caller's event loop stays free. Every job has its own memory and its own workers. */
export class WorkerExecutor implements Executor {
  #idle: Thread[] = [];
  readonly #crews = new Set<Crew>();
  #closed = false;

  constructor(
    readonly threads: number,
    private readonly module: WasmModule,
    private readonly start: (source: string) => Worker,
  ) {}

  open(bytes: number): Workplace {
    if (this.#closed) throw new Error('These kernels are closed.');
    const pages = pagesFor(bytes);
    const memory = sharedMemory(pages);
    const crew = new Crew(Array.from({ length: this.threads }, () => this.#hire()));
    this.#crews.add(crew);
    crew.tell({ module: this.module, memory });
    return {
      buffer: memory.buffer,
      run: (phase, signal, progress) => crew.run(phase, signal, progress),
      leave: () => this.#dismiss(crew, bytes > BIG_BYTES),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const crew of this.#crews) crew.lose(new Error('The kernels were closed in the middle of this work.'));
    await Promise.all(this.#idle.splice(0).map((thread) => thread.terminate()));
  }

  #hire(): Thread {
    this.#idle = this.#idle.filter((thread) => thread.isAlive);
    return this.#idle.pop() ?? new Thread(this.start(workerSource));
  }

  #dismiss(crew: Crew, heldMuch: boolean): void {
    if (!this.#crews.delete(crew)) return;
    crew.disband();
    if (crew.isSound && !heldMuch && !this.#closed) {
      crew.tell({ leave: true });
      this.#idle.push(...crew.threads);
    } else {
      for (const thread of crew.threads) void thread.terminate();
    }
  }
}

function sharedMemory(pages: number): WasmMemory {
  try {
    if (!webAssembly) throw new Error('This host has no WebAssembly.');
    return new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (cause) {
    throw new RangeError(`There are no ${Math.ceil(pages / 16)} MiB of memory to be had.`, { cause });
  }
}
