/** How far apart two items are: 0 (the same) to 1 (nothing in common). */
export type Distance = (itemId: string, other: string) => number;

/** One minus the cosine of the angle between vectors, where that is above 0; 1 where there is none. */
export function byDirection(vectorOf: (itemId: string) => Float32Array | undefined): Distance {
  const directions = new Map<string, Float64Array>();
  const directionOf = (itemId: string) => {
    const known = directions.get(itemId);
    if (known) return known;
    const vector = vectorOf(itemId) ?? new Float32Array();
    const length = Math.hypot(...vector) || 1;
    const direction = Float64Array.from(vector, (each) => each / length);
    directions.set(itemId, direction);
    return direction;
  };
  return (itemId, other) => {
    const two = directionOf(other);
    return (
      1 -
      Math.max(
        0,
        directionOf(itemId).reduce((sum, each, at) => sum + each * (two[at] ?? 0), 0),
      )
    );
  };
}

/** One minus the cosine of what two items have (Vargas & Castells, 2011). */
export function byCosine(valuesOf: (itemId: string) => readonly string[]): Distance {
  return (itemId, other) => {
    const [one, two] = [valuesOf(itemId), valuesOf(other)];
    return 1 - inCommon(one, two) / (Math.sqrt(one.length * two.length) || 1);
  };
}

/** The share of values that two items don't have in common. */
export function byJaccard(valuesOf: (itemId: string) => readonly string[]): Distance {
  return (itemId, other) => {
    const [one, two] = [valuesOf(itemId), valuesOf(other)];
    const common = inCommon(one, two);
    return 1 - common / (one.length + two.length - common || 1);
  };
}

const inCommon = (one: readonly string[], other: readonly string[]) =>
  one.filter((value) => other.includes(value)).length;
