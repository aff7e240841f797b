import { assertIdentifier, SintoniaError } from '@sintonia/spec';

/** Each one costs a sum over a person's history; and who leans to everything leans to nothing. */
const MOST = 50;

/** Names of item attributes, each once. @throws SINTONIA_INPUT_INVALID, SINTONIA_INPUT_TOO_LARGE */
export function readAffinityAttributes(input: unknown, field: string): readonly string[] {
  if (!Array.isArray(input)) {
    throw new SintoniaError('INPUT_INVALID', `${field} must be a list of attributes' names.`, { field });
  }
  if (input.length > MOST) throw new SintoniaError('INPUT_TOO_LARGE', `${field} names more than ${MOST}.`, { field });
  return [
    ...new Set(
      input.map((name, index) => {
        assertIdentifier(name, `${field}[${index}]`);
        return name;
      }),
    ),
  ];
}
