import { closeSync, openSync, writeSync } from 'node:fs';
import type { Fault } from './read-rows.js';

const MEANING: Readonly<Record<Fault, string>> = {
  noPerson: 'no person',
  noItem: 'no item',
  fields: 'malformed: number of fields or quotes',
  time: 'time not understood, or far in the future',
  value: 'value is no number',
  type: 'no type',
  identifier: 'id too long or with control characters',
};

const LINES_NAMED = 5;

export interface SkippedLines {
  readonly total: number;
  /** By fault, most frequent first, with the first lines that had it. */
  readonly faults: readonly { readonly why: string; readonly count: number; readonly lines: readonly number[] }[];
}

/** Counts the lines that say nothing, and writes all of their numbers to a file. */
export class SkippedLinesLog {
  readonly #found = new Map<Fault, { count: number; lines: number[] }>();
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
    writeSync(this.#file, 'line\twhy\n');
  }

  add(faults: readonly { readonly line: number; readonly fault: Fault }[]): void {
    if (faults.length === 0) return;
    for (const { line, fault } of faults) {
      const found = this.#found.get(fault) ?? { count: 0, lines: [] };
      found.count++;
      if (found.lines.length < LINES_NAMED) found.lines.push(line);
      this.#found.set(fault, found);
    }
    writeSync(this.#file, faults.map(({ line, fault }) => `${line}\t${MEANING[fault]}\n`).join(''));
  }

  close(): SkippedLines {
    closeSync(this.#file);
    const faults = [...this.#found]
      .map(([fault, { count, lines }]) => ({ why: MEANING[fault], count, lines }))
      .sort((a, b) => b.count - a.count);
    return { total: faults.reduce((sum, { count }) => sum + count, 0), faults };
  }
}
