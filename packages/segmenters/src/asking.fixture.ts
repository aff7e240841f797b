import { DAY, type JsonObject, type SegmenterRequest, type Signal } from '@sintonia/spec';

export const NOW = Date.UTC(2026, 0, 1);

/** What a segmenter is asked about somebody with these traits. */
export function someone(traits: JsonObject, signals: readonly Signal[] = []): SegmenterRequest {
  const profile = { person: 'ana', anonymousIds: [], traits, counts: {}, revenue: 0, computed: {} };
  return { profile, history: { signals, interactions: [] }, now: NOW };
}

/** Something done so many days ago. */
export type Deed = readonly [type: string, ago: number, rest?: Partial<Signal>];

/** What ana did so many days ago. */
export function did(...deeds: readonly Deed[]): Signal[] {
  return deeds.map(([type, ago, rest], index) => {
    const timestamp = NOW - ago * DAY;
    return { id: `${index}`, person: 'ana', type, timestamp, receivedAt: timestamp, ...rest };
  });
}
