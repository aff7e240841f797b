/**
 * How much lists differ.
 *
 * @param lists item ids, one list a person.
 * @returns `sameShare`: over all pairs of lists, the mean share of items that both have (of the shorter one); 0 for fewer than
 *   two lists.
 */
export function variety(lists: readonly (readonly string[])[]): { readonly sameShare: number } {
  let sum = 0;
  let pairs = 0;
  lists.forEach((list, index) => {
    const items = new Set(list);
    for (const other of lists.slice(index + 1)) {
      const common = other.filter((itemId) => items.has(itemId)).length;
      sum += common / Math.max(1, Math.min(list.length, other.length));
      pairs++;
    }
  });
  return { sameShare: pairs === 0 ? 0 : sum / pairs };
}
