import { assertKnownOptions } from '@sintonia/spec';
import { isSensitiveTrait } from '../demographic/sensitive-traits.js';
import { invalidOption } from '../options/invalid-option.js';
import { readEntries, readName } from '../options/read-options.js';
import { type NamedMeasure, namedMeasure, type PersonMeasure } from './person-measure.js';

const PLAIN = ['revenue', 'recency', 'tenure', 'signals'];

/** Measures by name. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readMeasures(
  value: unknown,
  { field, most, currency }: { readonly field: string; readonly most: number; readonly currency: string | undefined },
): readonly NamedMeasure[] {
  const entries = readEntries(value, field);
  if (entries.length > most) throw invalidOption(field, `an object of 1 to ${most} members`);
  return entries.map(([name, measure]) => namedMeasure(name, readMeasure(measure, `${field}.${name}`), currency));
}

function readMeasure(value: unknown, field: string): PersonMeasure {
  if (typeof value === 'string') {
    if (!PLAIN.includes(value)) throw invalidOption(field, `one of ${PLAIN.join(', ')}, { count } or { trait }`);
    return value as PersonMeasure;
  }
  assertKnownOptions(value, ['count', 'trait'], field);
  const [entry, ...others] = Object.entries(value);
  if (!entry || others.length > 0) throw invalidOption(field, 'either { count } or { trait }');
  const [kind, name] = entry;
  if (kind === 'count') return { count: readName(name, `${field}.count`) };
  return { trait: readTrait(name, `${field}.trait`) };
}

/** The name of a trait that people may be told apart by. @throws SINTONIA_OPTION_INVALID, also for a sensitive one */
export function readTrait(value: unknown, field: string): string {
  const name = readName(value, field);
  if (isSensitiveTrait(name)) throw invalidOption(field, 'no sensitive trait');
  return name;
}
