import { SintoniaError } from '../errors.js';

/**
 * Refuses options that nobody reads: without types, a slip such as `holdOut` would silently leave the default in place.
 *
 * @param place where the options stand, when they are part of others.
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function assertKnownOptions(
  options: unknown,
  known: readonly string[],
  place?: string,
): asserts options is object {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw invalid(place ?? 'options', 'must be an object');
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    throw invalid(place === undefined ? name : `${place}.${name}`, `is no option here; there are ${known.join(', ')}`);
  }
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
