import { readNumbers, readObject } from '../work/read-json.js';
import type { Tree } from './tree.js';

/** A tree as plain JSON. */
export interface TreeJson {
  readonly columns: readonly number[];
  readonly thresholds: readonly number[];
  readonly missingLeft: readonly number[];
  readonly values: readonly number[];
  readonly covers: readonly number[];
}

export function writeTree({ columns, thresholds, missingLeft, values, covers }: Tree): TreeJson {
  return {
    columns: [...columns],
    thresholds: [...thresholds],
    missingLeft: [...missingLeft],
    values: [...values],
    covers: [...covers],
  };
}

// Of depth 1, 2, 3.
const QUESTIONS = [1, 3, 7];

/** @throws RangeError, TypeError that name what is wrong */
export function readTree(json: unknown, name: string, width: number): Tree {
  const parts = readObject(json, name);
  const columns = readNumbers(parts.columns, `${name}.columns`, { least: -1, most: width - 1 });
  const { length } = columns;
  if (!QUESTIONS.includes(length)) throw new RangeError(`${name}.columns has to have 1, 3 or 7 numbers.`);
  if (!columns.every(Number.isInteger)) throw new RangeError(`${name}.columns has to be whole numbers.`);
  const nodes = { length: 2 * length + 1 };
  return {
    columns: Int32Array.from(columns),
    thresholds: readNumbers(parts.thresholds, `${name}.thresholds`, { length }),
    missingLeft: Uint8Array.from(readNumbers(parts.missingLeft, `${name}.missingLeft`, { length, least: 0, most: 1 })),
    values: readNumbers(parts.values, `${name}.values`, nodes),
    covers: readNumbers(parts.covers, `${name}.covers`, { ...nodes, least: 0 }),
  };
}
