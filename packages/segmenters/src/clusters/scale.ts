import { learnStandardiser, Standardiser } from '@sintonia/learners';
import type { JsonObject } from '@sintonia/spec';
import type { NamedMeasure } from '../measures/person-measure.js';

/** How measures become distances that compare. */
export interface Scale {
  readonly standardiser: Standardiser;
  /** What is under counts as this, in scaled values. */
  readonly lowest: readonly number[];
  /** What is above counts as this. */
  readonly highest: readonly number[];
}

/** The part of people at either end of a measure who do not say how far it goes: one person is no cluster. */
const EXTREME = 0.01;

/** Undefined where people do not differ in anything. The extremes count as those next to them (Tukey, 1962). */
export function learnScale(rows: readonly Float64Array[], measures: readonly NamedMeasure[]): Scale | undefined {
  const limits = measures.map((measure, at) => {
    const known = Float64Array.from(rows, (row) => measure.scaled(row[at] as number))
      .filter((value) => !Number.isNaN(value))
      .sort();
    const spared = Math.min(Math.ceil(known.length * EXTREME), Math.floor((known.length - 1) / 2));
    return { low: known[spared] ?? 0, high: known[known.length - 1 - spared] ?? 0 };
  });
  const lowest = limits.map(({ low }) => low);
  const highest = limits.map(({ high }) => high);
  const names = measures.map(({ name }) => name);
  const values = new Float64Array(rows.length * names.length);
  rows.forEach((row, at) => {
    values.set(limited(row, measures, { lowest, highest }), at * names.length);
  });
  const standardiser = learnStandardiser({ names, rows: rows.length, values });
  return standardiser.factors.some((factor) => factor > 0) ? { standardiser, lowest, highest } : undefined;
}

/** Where a person lies, in standard deviations. What is not known lies in the middle. */
export function positionOn(scale: Scale, measures: readonly NamedMeasure[], row: Float64Array): Float64Array {
  return scale.standardiser.filledRow(limited(row, measures, scale));
}

function limited(
  row: Float64Array,
  measures: readonly NamedMeasure[],
  { lowest, highest }: Pick<Scale, 'lowest' | 'highest'>,
): Float64Array {
  return row.map((value, at) => {
    const scaled = (measures[at] as NamedMeasure).scaled(value);
    return Math.max(lowest[at] as number, Math.min(highest[at] as number, scaled));
  });
}

/** @throws RangeError, TypeError for what is no scale */
export function readScale({ standardiser, lowest, highest }: JsonObject): Scale {
  const read = Standardiser.fromJSON(standardiser);
  return { standardiser: read, lowest: numbers(lowest, read.names), highest: numbers(highest, read.names) };
}

function numbers(json: unknown, names: readonly string[]): readonly number[] {
  if (!Array.isArray(json) || json.length !== names.length || !json.every(Number.isFinite)) {
    throw new TypeError('A limit has to be a number for each measure.');
  }
  return json;
}
