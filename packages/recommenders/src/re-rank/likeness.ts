/** What an item is compared by. */
export interface Traits {
  /** Values of the attributes that make items alike, each attribute at the same place. */
  readonly values: readonly (readonly string[])[];
  /** Where a model puts the item, of length 1. */
  readonly direction: Float64Array | undefined;
}

/**
 * How alike two items are: of attributes the share of values that they have in common (Jaccard, 1901), of directions the cosine where it
 * is above 0; averaged over all these. What either lacks says nothing. 0 to 1.
 */
export function likeness(one: Traits, other: Traits): number {
  let sum = 0;
  let told = 0;
  one.values.forEach((values, index) => {
    const others = other.values[index] as readonly string[];
    if (values.length === 0 || others.length === 0) return;
    const common = values.filter((value) => others.includes(value)).length;
    sum += common / (values.length + others.length - common);
    told++;
  });
  if (one.direction && other.direction?.length === one.direction.length) {
    sum += Math.max(0, cosine(one.direction, other.direction));
    told++;
  }
  return told === 0 ? 0 : sum / told;
}

/** A vector brought to length 1; undefined where there is none, or none with a direction. */
export function directionOf(vector: ArrayLike<number> | undefined): Float64Array | undefined {
  if (!vector) return undefined;
  const length = Math.hypot(...Array.from(vector));
  return length > 0 && Number.isFinite(length) ? Float64Array.from(vector, (each) => each / length) : undefined;
}

function cosine(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number);
  return sum;
}
