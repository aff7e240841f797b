import { invalidOption } from '../options/invalid-option.js';
import { readEntries, readNames } from '../options/read-options.js';
import { wordsOf } from './words-of.js';

/** Words that put a text into a group, by group: `{ engineering: ['engineer', 'software developer'] }`. Whole words only. */
export type Keywords = Readonly<Record<string, readonly string[]>>;

/** A keyword that was found, and its group. */
export interface FoundKeyword {
  readonly group: string;
  readonly keyword: string;
}

interface Keyword extends FoundKeyword {
  readonly words: readonly string[];
}

/**
 * Finds the group of a text by whole words. Of several keywords in one text the one of most words counts (`vice president`
 * before `president`), then that of the group which was declared first.
 */
export class KeywordGroups {
  readonly groups: readonly string[];
  readonly #byFirstWord = new Map<string, Keyword[]>();

  /** @throws SINTONIA_OPTION_INVALID that names the group. */
  constructor(keywords: unknown, field: string) {
    const entries = readEntries(keywords, field);
    this.groups = entries.map(([group]) => group);
    const all = entries.flatMap(([group, list]) =>
      readNames(list, `${field}.${group}`).map((keyword, index) => {
        const words = wordsOf(keyword);
        if (words.length === 0) throw invalidOption(`${field}.${group}[${index}]`, 'a text with a word in it');
        return { group, keyword, words };
      }),
    );
    // A stable sort: among those of as many words, the order of the groups stays.
    for (const keyword of all.sort((a, b) => b.words.length - a.words.length)) {
      const [first = ''] = keyword.words;
      const same = this.#byFirstWord.get(first);
      if (same) same.push(keyword);
      else this.#byFirstWord.set(first, [keyword]);
    }
    this.#rank = new Map(all.map((keyword, index) => [keyword, index]));
  }

  readonly #rank: ReadonlyMap<Keyword, number>;

  find(words: readonly string[]): FoundKeyword | undefined {
    let best: Keyword | undefined;
    for (const [start, word] of words.entries()) {
      const found = this.#byFirstWord.get(word)?.find((keyword) => stands(keyword.words, words, start));
      if (found && (best === undefined || this.#rankOf(found) < this.#rankOf(best))) best = found;
    }
    return best;
  }

  #rankOf(keyword: Keyword): number {
    return this.#rank.get(keyword) as number;
  }
}

const stands = (keyword: readonly string[], words: readonly string[], start: number): boolean =>
  keyword.every((word, offset) => words[start + offset] === word);
