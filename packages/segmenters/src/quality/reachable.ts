import type { QualityOfSegment } from './segment-quality-report.js';
import type { SurveyedPerson } from './surveyed-person.js';

/** The share of people who may be reached, by any channel and by each. Nothing where nobody asked for one of them. */
export function reachableOf(members: readonly SurveyedPerson[]): QualityOfSegment['reachable'] {
  const asked = members.flatMap(({ channels }) => (channels ? [new Set(channels)] : []));
  if (asked.length < members.length) return null;
  const share = (holds: (channels: ReadonlySet<string>) => boolean) => asked.filter(holds).length / asked.length;
  const names = [...new Set(asked.flatMap((channels) => [...channels]))].sort();
  return {
    any: share((channels) => channels.size > 0),
    // Not by assignment: a channel may be called anything.
    channels: Object.fromEntries(names.map((name) => [name, share((channels) => channels.has(name))])),
  };
}
