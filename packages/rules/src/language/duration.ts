import { DAY, HOUR, MINUTE, SintoniaError } from '@sintonia/spec';

/** A length of time: whole days, hours or minutes, such as `90d`, `12h`, `30m`. From one minute to 36,500 days. */
export type Duration = `${number}${'d' | 'h' | 'm'}`;

const units = { d: DAY, h: HOUR, m: MINUTE };
const LONGEST = 36_500 * DAY;

/**
 * A duration in milliseconds.
 *
 * @throws SINTONIA_INPUT_INVALID that names `field`.
 */
export function readDuration(value: unknown, field: string): number {
  const [, amount, unit] = typeof value === 'string' ? (/^([1-9]\d{0,7})([dhm])$/.exec(value) ?? []) : [];
  const milliseconds = Number(amount) * units[unit as keyof typeof units];
  if (!(milliseconds <= LONGEST)) {
    const message = `${field} must be a duration such as 90d, 12h or 30m, at most 36500d.`;
    throw new SintoniaError('INPUT_INVALID', message, { field });
  }
  return milliseconds;
}
