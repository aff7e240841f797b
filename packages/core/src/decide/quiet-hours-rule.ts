import { type DecisionContext, type DecisionRule, MINUTE } from '@sintonia/spec';

const STEP = 15 * MINUTE;
const DAY_MINUTES = 1_440;

/**
 * Puts off what is not `service` while it is night for the person (their zone, or UTC when it is unknown). Local times are
 * asked of the calendar for each moment, so that shifts of daylight saving time need no thought.
 *
 * @param hours minutes since midnight; `from` later than `to` spans midnight.
 */
export function quietHoursRule(hours: { readonly from: number; readonly to: number }): DecisionRule {
  const isQuiet = (minute: number) =>
    hours.from <= hours.to ? minute >= hours.from && minute < hours.to : minute >= hours.from || minute < hours.to;
  return {
    name: 'quietHours',
    specVersion: 1,
    judge({ purpose, profile, now }: DecisionContext) {
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

function localMinutes(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (at) => {
    const [hour = 0, minute = 0] = format.format(at).split(':').map(Number);
    return hour * 60 + minute;
  };
}
