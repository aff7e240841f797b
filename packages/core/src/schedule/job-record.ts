import type { JsonValue } from '@sintonia/spec';

/** What the store keeps of a job. Its version is the fencing token: who changed it last is who may go on. */
export interface JobRecord {
  /** Every run up to this moment is done, given up, or was nobody's. */
  readonly settled: number;
  readonly finishedAt?: number;
  /** The run that was last given up. */
  readonly failed?: { readonly scheduledFor: number; readonly code: string };
  readonly run?: JobRun;
}

/** A run that was begun and has not come to its end. */
export interface JobRun {
  readonly scheduledFor: number;
  readonly attempts: number;
  readonly checkpoint?: JsonValue;
  /** By whom, and until when if they don't say otherwise. Absent between two tries. */
  readonly lease?: { readonly holder: string; readonly until: number };
  /** Not before this moment, after a try that failed. */
  readonly retryAt?: number;
  readonly code?: string;
}

/** The same run, in nobody's hands. */
export function released({ lease: _, ...run }: JobRun): JobRun {
  return run;
}
