import { type Dimension, traitOf } from '../dimensions/dimension.js';
import { OTHER } from '../dimensions/group-dimension.js';
import type { KeywordGroups } from './keyword-groups.js';
import { wordsOf } from './words-of.js';

/** Groups by the words of a trait. The reason names the keyword, not the whole text. */
export function keywordDimension(name: string, trait: string, keywords: KeywordGroups): Dimension {
  return {
    name,
    bands: [...new Set([...keywords.groups, OTHER])],
    place(request) {
      const value = traitOf(request, trait);
      if (value === undefined || (typeof value === 'string' && value.trim() === '')) return { unknown: 'missing' };
      if (typeof value !== 'string') return { unknown: 'implausible: no text' };
      const words = wordsOf(value);
      if (words.length === 0) return { unknown: 'implausible: no word in it' };
      const found = keywords.find(words);
      const band = found?.group ?? OTHER;
      return { band, reason: { measure: name, value: found?.keyword ?? null, band } };
    },
  };
}
