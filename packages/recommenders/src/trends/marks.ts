/** Who did something in which bucket, a number each. In no order and with repetitions while they are gathered. */
export type Marks = number[];

/** More people than anybody has; buckets times that are still whole numbers. */
const PEOPLE = 2 ** 32;

export const markOf = (bucket: number, person: number): number => bucket * PEOPLE + person;
export const bucketOf = (mark: number): number => Math.floor(mark / PEOPLE);
export const personOf = (mark: number): number => mark % PEOPLE;

/** Each once, the latest bucket first: a person counts once a bucket, however often they said or did it. */
export function distinctMarks(marks: Marks): Float64Array {
  const sorted = Float64Array.from(marks).sort();
  let kept = 0;
  for (const mark of sorted) if (kept === 0 || mark !== sorted[kept - 1]) sorted[kept++] = mark;
  return sorted.slice(0, kept);
}

/** How many marks each bucket has, added to `counts`. */
export function addCounts(marks: Float64Array, counts: Float64Array): void {
  for (const mark of marks) counts[bucketOf(mark)] = (counts[bucketOf(mark)] as number) + 1;
}
