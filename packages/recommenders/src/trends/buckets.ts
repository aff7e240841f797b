import { DAY, HOUR } from '@sintonia/spec';

/** Two weeks tell a season from an accident; with fewer before the window nothing is judged. */
export const LEAST_WEEKS = 2;

/**
 * Time cut into days or hours, counted back from a moment: bucket 0 is the last one, and never a part of one. The same time of
 * the week lies whole numbers of `week` apart, in any time zone.
 */
export class Buckets {
  /** Milliseconds of one. */
  readonly size: number;
  /** How many a week has. */
  readonly week: number;
  readonly count: number;

  /** @param window how many buckets a rise may last. @param weeks how many weeks before that are looked at. */
  constructor(
    readonly now: number,
    kind: 'day' | 'hour',
    readonly window: number,
    readonly weeks: number,
  ) {
    this.size = kind === 'day' ? DAY : HOUR;
    this.week = (7 * DAY) / this.size;
    this.count = window + weeks * this.week;
  }

  /** undefined for what lies in the future or too far back. */
  at(timestamp: number): number | undefined {
    const bucket = Math.floor((this.now - timestamp) / this.size);
    return bucket >= 0 && bucket < this.count ? bucket : undefined;
  }

  /** The first moment of the last `length` buckets. */
  since(length: number): number {
    return this.now - length * this.size;
  }
}
