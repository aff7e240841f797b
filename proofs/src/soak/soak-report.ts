/** How often a second. */
export const RATES = { signals: 1_000, recommendations: 50, sends: 20 } as const;

export interface SoakReport {
  readonly seconds: number;
  /** How many of each came about. */
  readonly signals: number;
  readonly recommendations: number;
  readonly sends: number;
  /** After warm-up, in MB (2^20 bytes) a minute. */
  readonly rssSlope: number;
  /** At the end. */
  readonly rssMegabytes: number;
  readonly rssByMinute: readonly number[];
  /** Of what JavaScript holds, as `rssSlope`. The rest is the database's: its caches fill as the file grows, up to their limits. */
  readonly heapSlope: number;
  /** After warm-up, milliseconds. */
  readonly loopDelayP99: number;
  /** Signals that were acknowledged and are not there, and such as should not be there. */
  readonly lost: number;
  readonly surplus: number;
  readonly unsent: number;
  readonly acceptedTwice: number;
}
