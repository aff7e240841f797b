import { type NamedBand, namedBandOf } from '../bands/lowest-bands.js';
import { type Dimension, traitOf } from './dimension.js';

interface NumberDimension {
  readonly name: string;
  readonly trait: string;
  readonly bands: readonly NamedBand[];
  /** Above this a value is no longer believed. */
  readonly highest: number;
  readonly unit?: string;
}

/** Bands of a trait that is a number. */
export function numberDimension({ name, trait, bands, highest, unit }: NumberDimension): Dimension {
  return {
    name,
    bands: bands.map((band) => band.name),
    place(request) {
      const value = traitOf(request, trait);
      if (value === undefined) return { unknown: 'missing' };
      if (typeof value !== 'number' || !Number.isFinite(value)) return { unknown: 'implausible: no number' };
      if (value > highest) return { unknown: 'implausible: too high' };
      const band = namedBandOf(value, bands);
      if (band === undefined) return { unknown: 'implausible: too low' };
      return { band, reason: { measure: name, value, ...(unit === undefined ? {} : { unit }), band } };
    },
  };
}
