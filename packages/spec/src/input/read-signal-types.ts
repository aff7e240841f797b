import { SintoniaError } from '../errors.js';

/** A store may look at each type by itself: with more, reading all and choosing costs less. */
export const MOST_TYPES = 100;

/**
 * The types of signals that a scan asks for, each once; undefined for every type.
 *
 * @throws SINTONIA_INPUT_INVALID (`types`)
 */
export function readSignalTypes(types: unknown): readonly string[] | undefined {
  if (types === undefined) return undefined;
  if (!Array.isArray(types) || types.length > MOST_TYPES || !types.every((type) => typeof type === 'string')) {
    throw new SintoniaError('INPUT_INVALID', `types must be a list of at most ${MOST_TYPES} types of signals.`, {
      field: 'types',
    });
  }
  return [...new Set(types)];
}
