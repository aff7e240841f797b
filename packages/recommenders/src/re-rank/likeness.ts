/**
 * How alike two items are: the share of values that they have in common (Jaccard, 1901), averaged over attributes. An attribute
 * that either lacks says nothing. 0 to 1.
 *
 * @param one values by attribute, in the order of `other`.
 */
export function likeness(one: readonly (readonly string[])[], other: readonly (readonly string[])[]): number {
  let sum = 0;
  let told = 0;
  one.forEach((values, index) => {
    const others = other[index] as readonly string[];
    if (values.length === 0 || others.length === 0) return;
    const common = values.filter((value) => others.includes(value)).length;
    sum += common / (values.length + others.length - common);
    told++;
  });
  return told === 0 ? 0 : sum / told;
}
