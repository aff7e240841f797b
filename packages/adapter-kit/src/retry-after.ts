const LONGEST = 24 * 60 * 60 * 1000;

/**
 * How long a `Retry-After` asks to wait, in milliseconds: seconds, also with decimals, or an HTTP date in any case. The first of several
 * numbers, as a header that was set twice comes. At most a day; 0 for a moment that has passed; `undefined` for what is neither.
 */
export function retryAfter(value: string | null | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  const [, seconds] = /^(\d{1,12}(?:\.\d{1,9})?)(?:\s*,\s|$)/.exec(text) ?? [];
  if (seconds !== undefined) return Math.min(Math.ceil(Number(seconds) * 1000), LONGEST);
  // Only dates with a weekday: Date.parse would also take "-5" and "2".
  const at = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? /i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), LONGEST);
}
