import type { JsonValue } from '@sintonia/spec';

/** Where a backfill is. */
export interface Checkpoint {
  /** By its place. */
  readonly stage: number;
  /** Behind which object of the stage, by Shopify's word. */
  readonly cursor?: string;
  /** The bulk operation that brings the stage. */
  readonly bulk?: string;
  /** Objects of this stage that are done. */
  readonly done: number;
}

/** One that was stored by an earlier version, or by nobody, is the beginning: what comes twice does no harm. */
export function readCheckpoint(value: JsonValue | undefined, stages: number): Checkpoint {
  const { stage, cursor, bulk, done } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (!isWhole(stage) || stage > stages || !isWhole(done)) return { stage: 0, done: 0 };
  return {
    stage,
    done,
    ...(typeof cursor === 'string' && { cursor }),
    ...(typeof bulk === 'string' && { bulk }),
  };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
