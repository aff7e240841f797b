import type { Activity, Signal } from '@sintonia/spec';
import { hourOfWeek } from '../local-time.js';

/** Counts by local hour of the week, as hour, count, hour, count…: most people are active in few hours. */
export type ActivityCounts = readonly number[];

const HOURS_A_WEEK = 168;

/** The counts with these signals, each in the hour in which it happened for the person. */
export function countActivity(counts: ActivityCounts, signals: readonly Signal[], zone: string): ActivityCounts {
  const next = [...counts];
  for (const { timestamp } of signals) add(next, hourOfWeek(timestamp, zone), 1);
  return next;
}

/** The counts of both. */
export function addActivity(one: ActivityCounts, other: ActivityCounts): ActivityCounts {
  const next = [...one];
  for (let place = 0; place < other.length; place += 2) add(next, other[place] as number, other[place + 1] as number);
  return next;
}

export function activityOf(counts: ActivityCounts, zone: string): Activity {
  const hours = new Array<number>(HOURS_A_WEEK).fill(0);
  for (let place = 0; place < counts.length; place += 2) hours[counts[place] as number] = counts[place + 1] as number;
  return { zone, hours };
}

function add(counts: number[], hour: number, added: number): void {
  let place = 0;
  while (place < counts.length && (counts[place] as number) < hour) place += 2;
  if (counts[place] === hour) (counts[place + 1] as number) += added;
  else counts.splice(place, 0, hour, added);
}
