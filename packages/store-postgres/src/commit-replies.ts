import { type CommitResult, SintoniaError } from '@sintonia/spec';
import { duplicateError } from './failure.js';
import type { Work } from './work.js';

/** What `commit_batches` gives. Batches are counted from 1. */
export type CommitRow = readonly [
  conflictBatch: number[],
  conflictCollection: string[],
  duplicateBatch: number[],
  duplicateId: string[],
  refusedBatch: number[],
  putVersion: string[],
];

/** The result of each batch of a group, or the error why nothing of it happened. */
export function repliesOf(group: readonly Work[], row: CommitRow): (CommitResult | SintoniaError)[] {
  const [conflictBatch, conflictCollection, duplicateBatch, duplicateId, refusedBatch, putVersion] = row;
  const conflicts = new Map(conflictBatch.map((batch, at) => [batch, conflictCollection[at] as string]));
  const duplicates = new Map<number, string[]>();
  duplicateBatch.forEach((batch, at) => {
    const ids = duplicates.get(batch) ?? [];
    ids.push(duplicateId[at] as string);
    duplicates.set(batch, ids);
  });
  let puts = 0;
  return group.map(({ signals, put }, index) => {
    const versions = putVersion.slice(puts, puts + put.length).map(Number);
    puts += put.length;
    const collection = conflicts.get(index + 1);
    if (collection !== undefined) return conflict(collection);
    const ids = duplicates.get(index + 1) ?? [];
    if (refusedBatch.includes(index + 1)) return duplicateError(ids);
    return { appended: signals.length - ids.length, duplicates: ids, versions };
  });
}

function conflict(collection: string): SintoniaError {
  return new SintoniaError('STORE_CONFLICT', 'An entry changed since it was read.', { details: { collection } });
}
