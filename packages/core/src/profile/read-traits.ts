import { isTimeZone, type JsonObject, LONGEST_TRAIT, readJsonObject, SintoniaError, textTraits } from '@sintonia/spec';

/** Traits as `identify` takes them. @throws SINTONIA_INPUT_* (`traits…`) */
export function readTraits(input: unknown): JsonObject {
  const traits = readJsonObject(input, 'traits');
  for (const name of textTraits) {
    const value = traits[name];
    if (value === undefined || value === null) continue;
    const field = `traits.${name}`;
    if (typeof value !== 'string' || value.length > LONGEST_TRAIT) {
      throw new SintoniaError('INPUT_INVALID', `${field} must be a text.`, { field });
    }
    if (name === 'timezone' && !isTimeZone(value)) {
      throw new SintoniaError('INPUT_INVALID', `${field} must be an IANA zone such as Europe/Madrid.`, { field });
    }
  }
  return traits;
}
