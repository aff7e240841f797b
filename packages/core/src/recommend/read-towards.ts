import { readObject, SintoniaError, type Towards } from '@sintonia/spec';

/** @throws SINTONIA_INPUT_INVALID that names the attribute. */
export function readTowards(towards: unknown): Towards | undefined {
  if (towards === undefined) return undefined;
  for (const [attribute, to] of Object.entries(readObject(towards, 'towards'))) {
    if (to === 'less' || to === 'more' || Number.isFinite(to)) continue;
    const field = `towards.${attribute}`;
    throw new SintoniaError('INPUT_INVALID', `${field} must be less, more or a number.`, { field });
  }
  return { ...(towards as Towards) };
}
