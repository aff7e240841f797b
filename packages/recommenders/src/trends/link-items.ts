import type { Candidate, FitContext, PickReason } from '@sintonia/spec';
import type { Pace } from '../pace.js';
import type { TextReader } from './text-reader.js';

/** A rise and what it brings into lists. */
export interface Source {
  readonly segment: string | undefined;
  /** As people write it; undefined where the item itself rises. */
  readonly term: string | undefined;
  readonly score: number;
  /** How strongly items are linked to it; the shares of all add up to 1. */
  readonly shares: ReadonlyMap<string, number>;
}

/** Nobody pages further. */
const LONGEST = 1_000;

/** The items that have each of the terms in their title. @throws SINTONIA_ABORTED */
export async function titled(
  terms: ReadonlySet<string>,
  context: FitContext,
  reader: TextReader,
  pace: Pace,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const items = new Map<string, string[]>([...terms].map((term) => [term, []]));
  if (terms.size === 0) return items;
  for await (const batch of context.items()) {
    for (const { itemId, title } of batch) {
      if (pace.due()) await pace.rest();
      if (title === undefined) continue;
      for (const term of reader.read(title).terms.keys()) items.get(term)?.push(itemId);
    }
  }
  return items;
}

/** Each item's part in a term: everybody who wrote it of the item, and one for its title. */
export function sharesOf(
  written: ReadonlyMap<string, ReadonlySet<number>>,
  titledItems: readonly string[],
): ReadonlyMap<string, number> {
  const parts = new Map([...written].map(([itemId, people]) => [itemId, people.size]));
  for (const itemId of titledItems) parts.set(itemId, (parts.get(itemId) ?? 0) + 1);
  const all = [...parts.values()].reduce((sum, part) => sum + part, 0);
  return new Map([...parts].map(([itemId, part]) => [itemId, part / all]));
}

/** What to recommend in a group, or to everybody: the sum of what all rises bring. By falling score, ties by id. */
export function listOf(sources: readonly Source[], segment: string | undefined): readonly Candidate[] {
  const reasons = new Map<string, PickReason[]>();
  for (const source of sources) {
    if (source.segment !== undefined && source.segment !== segment) continue;
    for (const [itemId, share] of source.shares) {
      const reason: PickReason = {
        kind: 'trending',
        contribution: source.score * share,
        ...(source.term !== undefined && { term: source.term }),
      };
      reasons.set(itemId, [...(reasons.get(itemId) ?? []), reason]);
    }
  }
  return [...reasons]
    .map(([itemId, parts]): Candidate => {
      parts.sort((a, b) => b.contribution - a.contribution);
      return { itemId, score: parts.reduce((sum, { contribution }) => sum + contribution, 0), reasons: parts };
    })
    .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1))
    .slice(0, LONGEST);
}
