import { type Dimension, traitOf } from './dimension.js';

/** What belongs to no group. */
export const OTHER = 'other';

/** Longer texts are no value of anything that people can be grouped by. Characters. */
const LONGEST = 100;

/** Groups of the values of a trait, told apart whatever their case. */
export function groupDimension(
  name: string,
  trait: string,
  groups: readonly (readonly [group: string, values: readonly string[]])[],
): Dimension {
  const groupOf = new Map(groups.flatMap(([group, values]) => values.map((value) => [folded(value), group] as const)));
  const bands = [...new Set([...groups.map(([group]) => group), OTHER])];
  return {
    name,
    bands,
    place(request) {
      const value = traitOf(request, trait);
      if (value === undefined || (typeof value === 'string' && value.trim() === '')) return { unknown: 'missing' };
      if (!['string', 'number', 'boolean'].includes(typeof value)) return { unknown: 'implausible: no text' };
      if (typeof value === 'number' && !Number.isFinite(value)) return { unknown: 'implausible: no number' };
      if (String(value).length > LONGEST) return { unknown: 'implausible: too long' };
      const band = groupOf.get(folded(String(value))) ?? OTHER;
      return { band, reason: { measure: name, value: typeof value === 'number' ? value : String(value), band } };
    },
  };
}

/** `ES`, `es` and ` Es ` are one value. */
export const folded = (value: string): string => value.normalize('NFKC').trim().toLowerCase();
