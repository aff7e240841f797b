import type { Work } from './work.js';

/** Takes work apart, cell by cell, in the order in which it was laid down. */
export class WorkReader {
  readonly #work: Work;
  #place = 0;

  constructor(work: Work) {
    this.#work = work;
  }

  text(): string {
    return this.#next() as string;
  }

  number(): number {
    return this.#next() as number;
  }

  value(): string | Uint8Array {
    return this.#next() as string | Uint8Array;
  }

  #next(): unknown {
    const cell = this.#work[this.#place];
    this.#place += 1;
    return cell;
  }
}
