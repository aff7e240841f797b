import { type NamedBand, namedBandOf } from '../bands/lowest-bands.js';
import { type Dimension, traitOf } from '../dimensions/dimension.js';

/** `250`, `51-200`, `5001+`, `1,000`. */
const SIZE = /^\s*(?<least>\d{1,3}(?:,\d{3})+|\d{1,9})\s*(?:[-–]\s*[\d,]{1,11}|\+)?\s*$/;

/** The largest employer there is has some three million people. */
const LARGEST = 10_000_000;

/** Number of employees, told as a number or as a range, of which the lower end counts. */
export function companySizeDimension(trait: string, bands: readonly NamedBand[]): Dimension {
  const name = 'size';
  return {
    name,
    bands: bands.map((band) => band.name),
    place(request) {
      const told = traitOf(request, trait);
      if (told === undefined || (typeof told === 'string' && told.trim() === '')) return { unknown: 'missing' };
      const least = typeof told === 'string' ? SIZE.exec(told.slice(0, 40))?.groups?.least : undefined;
      const people = typeof told === 'string' ? Number(least?.replaceAll(',', '') ?? Number.NaN) : told;
      if (typeof people !== 'number' || !Number.isFinite(people)) return { unknown: 'implausible: no number' };
      if (people > LARGEST) return { unknown: 'implausible: too high' };
      const band = people < 1 ? undefined : namedBandOf(people, bands);
      if (band === undefined) return { unknown: 'implausible: too low' };
      return { band, reason: { measure: name, value: people, unit: 'employees', band } };
    },
  };
}
