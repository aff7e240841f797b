import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as spanishStem } from '@orama/stemmers/spanish';
import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { stopwords as spanishStopWords } from '@orama/stopwords/spanish';

/** How words of a language become terms. */
export interface Language {
  /** A word in lower case → its stem. Default: the word. */
  readonly stemmer?: (word: string) => string;
  /** In lower case. They say nothing of what a text is about, but in which language it is. Default: none. */
  readonly stopWords?: readonly string[];
  /** Letters that keep their marks, such as `ñ`: `á` and `a` count as one letter, these don't. Default: none. */
  readonly letters?: string;
}

/** Porter, *An algorithm for suffix stripping*, 1980, after what English has behind an apostrophe. */
export const english: Language = {
  stemmer: (word) => englishStem(word.replace(/'s?$/, '')),
  stopWords: englishStopWords,
};

/** The Spanish of Snowball (Porter, 2001). */
export const spanish: Language = { stemmer: spanishStem, stopWords: spanishStopWords, letters: 'ñ' };
