import { type CommitResult, SintoniaError } from '@sintonia/spec';
import { duplicateError } from './failure.js';
import type { Work } from './work.js';

/** What `commit_batches` gives: nothing where all was as hoped and nothing was put. Places are counted from 1, over all batches. */
export type CommitRow = readonly [told: string | null];
type Told = readonly [versions: number[], conflicts: number[], duplicates: number[]];

/** The result of each batch of a group, or the error why nothing of it happened. */
export function repliesOf(group: readonly Work[], [told]: CommitRow): (CommitResult | SintoniaError)[] {
  if (told === null) return group.map(({ signals }) => ({ appended: signals.length, duplicates: [], versions: [] }));
  const [versions, conflicts, duplicates] = JSON.parse(told) as Told;
  const [changed, repeated] = [pickInTurn(conflicts), pickInTurn(duplicates)];
  let puts = 0;
  return group.map(({ check, signals, put, refuses }) => {
    const [first] = changed(check);
    const ids = repeated(signals).map(({ id }) => id);
    const given = versions.slice(puts, puts + put.length);
    puts += put.length;
    if (first !== undefined) return conflict(first.key.collection);
    if (refuses && ids.length > 0) return duplicateError(ids);
    return { appended: signals.length - ids.length, duplicates: ids, versions: given };
  });
}

/** Is handed lists one after the other, and gives of each what stands at those places of all. */
function pickInTurn(places: readonly number[]): <Part>(parts: readonly Part[]) => Part[] {
  const wanted = new Set(places);
  let place = 0;
  return (parts) =>
    parts.filter(() => {
      place += 1;
      return wanted.has(place);
    });
}

function conflict(collection: string): SintoniaError {
  return new SintoniaError('STORE_CONFLICT', 'An entry changed since it was read.', { details: { collection } });
}
