import { invalidOption } from '../options/invalid-option.js';
import { readEntries } from '../options/read-options.js';

/** Named bands by the lowest value of each, such as `{ young: 0, old: 60 }`: a band reaches up to the next. */
export type LowestBands = Readonly<Record<string, number>>;

/** A band as it is looked up: lowest first. */
export interface NamedBand {
  readonly name: string;
  readonly lowest: number;
}

/** @throws SINTONIA_OPTION_INVALID that names the band. */
export function readLowestBands(bands: unknown, field: string): readonly NamedBand[] {
  const named = readEntries(bands, field).map(([name, lowest]) => {
    if (typeof lowest !== 'number' || !Number.isFinite(lowest)) throw invalidOption(`${field}.${name}`, 'a number');
    return { name, lowest };
  });
  named.sort((a, b) => a.lowest - b.lowest);
  for (const [index, { name, lowest }] of named.entries()) {
    if (lowest === named[index - 1]?.lowest)
      throw invalidOption(`${field}.${name}`, 'another number than in other bands');
  }
  return named;
}

/** The band of a value; none for what lies below the lowest, and for NaN. */
export const namedBandOf = (value: number, bands: readonly NamedBand[]): string | undefined =>
  bands.findLast(({ lowest }) => value >= lowest)?.name;
