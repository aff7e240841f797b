import type { SegmenterRequest } from '@sintonia/spec';
import { type NamedBand, namedBandOf } from '../bands/lowest-bands.js';
import { type Dimension, traitOf, type Unplaced } from '../dimensions/dimension.js';
import { ageOn } from './age.js';

/** Nobody known has grown older than 122. */
const OLDEST = 122;

interface AgeDimension {
  readonly name: string;
  /** The trait of the birthday, `YYYY-MM-DD`. */
  readonly birthday: string;
  /** The trait of the age in years, for who has told no birthday. */
  readonly age: string;
  readonly bands: readonly NamedBand[];
}

/** Age in bands. A birthday comes before an age: it does not grow stale. */
export function ageDimension({ name, birthday, age, bands }: AgeDimension): Dimension {
  return {
    name,
    bands: bands.map((band) => band.name),
    place(request) {
      const years = yearsOf(request, birthday, age);
      if (typeof years !== 'number') return years;
      const band = namedBandOf(years, bands);
      if (band === undefined) return { unknown: 'implausible: too low' };
      return { band, reason: { measure: name, value: years, unit: 'years', band } };
    },
  };
}

function yearsOf(request: SegmenterRequest, birthday: string, age: string): number | Unplaced {
  const told = traitOf(request, birthday);
  const years = told === undefined ? traitOf(request, age) : ageOn(String(told), request.now);
  if (told !== undefined && years === undefined) return { unknown: 'implausible: no date' };
  if (years === undefined) return { unknown: 'missing' };
  if (typeof years !== 'number' || !Number.isFinite(years)) return { unknown: 'implausible: no number' };
  if (years < 0) return { unknown: told === undefined ? 'implausible: below 0' : 'implausible: in the future' };
  if (years > OLDEST) return { unknown: `implausible: over ${OLDEST} years` };
  return Math.floor(years);
}
