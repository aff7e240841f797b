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

/** Snowball's English (Porter 2001) and its stop words. */
export const english: Language = { stemmer: englishStem, stopWords: englishStopWords };

/** Snowball's Spanish and its stop words. */
export const spanish: Language = { stemmer: spanishStem, stopWords: spanishStopWords, letters: 'ñ' };
