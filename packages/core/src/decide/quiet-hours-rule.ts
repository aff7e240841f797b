import { type DecisionContext, type DecisionRule, MINUTE } from '@sintonia/spec';

const STEP = 15 * MINUTE;
const DAY_MINUTES = 1_440;

/** A rule that needs to know less than others. */
export interface QuietHoursRule extends DecisionRule {
  judge(context: Pick<DecisionContext, 'purpose' | 'profile' | 'now'>): ReturnType<DecisionRule['judge']>;
}

/**
 * Puts off what is not `service` while it is night for the person (their zone, or UTC when it is unknown). Local times are
 * asked of the calendar for each moment, so that shifts of daylight saving time need no thought.
 *
 * @param hours minutes since midnight; `from` later than `to` spans midnight.
 */
export function quietHoursRule(hours: { readonly from: number; readonly to: number }): QuietHoursRule {
  const isQuiet = (minute: number) =>
    hours.from <= hours.to ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to;
  return {
    name: 'quietHours',
    specVersion: 1,
    judge({ purpose, profile, now }) {
      if (purpose === 'service') return { verdict: 'pass', because: 'serviceMessage' };
      const minuteAt = localMinutes(profile.traits.timezone ?? 'UTC');
      if (!isQuiet(minuteAt(now))) return { verdict: 'pass', because: 'awake' };
      for (let at = Math.floor(now / STEP) * STEP + STEP; at < now + 2 * DAY_MINUTES * MINUTE; at += STEP) {
        if (!isQuiet(minuteAt(at))) return { verdict: 'later', because: 'quietHours', until: at };
      }
      return { verdict: 'hold', because: 'alwaysQuiet' };
    },
  };
}

// Making one costs more than a whole decision; there are a few hundred zones.
const formats = new Map<string, Intl.DateTimeFormat>();

function localMinutes(timeZone: string): (at: number) => number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  formats.set(timeZone, format);
  return (at) => {
    const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
    return hour * 60 + minute;
  };
}
