import { assertBoundedJson, assertIdentifier, bounds, readObject, SintoniaError } from '@sintonia/spec';
import { ComputedTraits } from './computed-traits.js';

const MOST = 200;
/** What `identify` takes for granted; computed, they would seem to have been told. */
const STANDARD = ['email', 'phone', 'firstName', 'lastName', 'birthday', 'locale', 'timezone'];

/**
 * The computed traits of these declarations, checked and copied: at most 200.
 *
 * @throws SINTONIA_INPUT_* that names the part at fault, such as `traits.spent.within`.
 */
export function readComputedTraits(input: unknown, field: string): ComputedTraits {
  const declarations = readObject(input, field);
  // A few thousand tests in all: more than anybody writes, and nothing that takes long to check.
  assertBoundedJson(declarations, field, { ...bounds, keys: 20_000 });
  const names = Object.keys(declarations);
  if (names.length > MOST) throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST} computed traits.`, { field });
  for (const name of names) {
    assertIdentifier(name, field);
    const path = `${field}.${name}`;
    readObject(declarations[name], path);
    if (STANDARD.includes(name)) {
      throw new SintoniaError('INPUT_INVALID', `${path} is a trait that people tell. Take another name.`, {
        field: path,
      });
    }
  }
  return new ComputedTraits(JSON.parse(JSON.stringify(declarations)));
}
