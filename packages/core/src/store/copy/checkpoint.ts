import type { Cursor, Key, PersonId } from '@sintonia/spec';

export const CHECKPOINTS = 'copy-checkpoint';

/** How far the copy of one tenant has come. Lies in the target, and changes in the commits that copy. */
export interface Checkpoint {
  /** Behind which signal of the source to go on. */
  readonly cursor?: Cursor;
  readonly hasSignals?: boolean;
  /** The last entry that was copied. */
  readonly entry?: { readonly collection: string; readonly id: string; readonly person?: PersonId };
}

export function checkpointKey(tenant: string): Key {
  return { tenant, collection: CHECKPOINTS, id: 'checkpoint' };
}
