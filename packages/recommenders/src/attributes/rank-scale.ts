/** How many values stand for the distribution. */
const MARKS = 65;

/**
 * Where a value stands among all values: 0 for the least, 1 for the most, by rank, so that neither units nor outliers matter.
 * Between the marks that are kept, in proportion.
 */
export class RankScale {
  /** @param marks values at even ranks, rising, not all alike. */
  constructor(readonly marks: readonly number[]) {}

  /** Undefined where all values are alike, and so nothing can be compared. */
  static of(values: readonly number[]): RankScale | undefined {
    const sorted = values.toSorted((a, b) => a - b);
    const last = sorted.length - 1;
    if (last < 0 || sorted[0] === sorted[last]) return undefined;
    const marks = Array.from({ length: MARKS }, (_, mark) => sorted[Math.round((mark / (MARKS - 1)) * last)] as number);
    return new RankScale(marks);
  }

  /** 0 to 1; the middle of the ranks that equal values take. */
  rank(value: number): number {
    const { marks } = this;
    const last = marks.length - 1;
    if (value < (marks[0] as number)) return 0;
    if (value > (marks[last] as number)) return 1;
    const first = marks.findIndex((mark) => mark >= value);
    if (marks[first] === value) return (first + marks.lastIndexOf(value)) / 2 / last;
    const [below, above] = [marks[first - 1] as number, marks[first] as number];
    return (first - 1 + (value - below) / (above - below)) / last;
  }

  /** The value at a rank. */
  at(rank: number): number {
    const place = Math.max(0, Math.min(1, rank)) * (this.marks.length - 1);
    const [below, above] = [this.marks[Math.floor(place)] as number, this.marks[Math.ceil(place)] as number];
    return below + (above - below) * (place - Math.floor(place));
  }
}
