import { isSintoniaError, type SintoniaError } from '@sintonia/spec';

/**
 * Does something with several at once. Where that is refused, with halves of them, down to who is at fault, so that nobody suffers for
 * another.
 *
 * @param work gives a word about each, in their order. Not called for none.
 * @param isRefusal whether an error is about one of them, and not about all.
 * @returns words in the order of the items; of whom is refused alone, the error.
 * @throws what is no refusal.
 */
export async function inHalves<Item, Word>(
  items: readonly Item[],
  work: (some: readonly Item[]) => Promise<readonly Word[]>,
  isRefusal: (error: SintoniaError) => boolean,
): Promise<readonly (Word | SintoniaError)[]> {
  if (items.length === 0) return [];
  try {
    return await work(items);
  } catch (error) {
    if (!isSintoniaError(error) || !isRefusal(error)) throw error;
    if (items.length === 1) return [error];
  }
  const half = items.length >> 1;
  const first = await inHalves(items.slice(0, half), work, isRefusal);
  return [...first, ...(await inHalves(items.slice(half), work, isRefusal))];
}
