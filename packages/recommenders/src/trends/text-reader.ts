import { english, spanish } from '../content/language.js';
import { LanguageReader } from '../content/language-reader.js';
import { opinionOf } from './opinion.js';

/** Longer texts are no reviews; so much is read of them. */
const MOST_CHARACTERS = 20_000;

/** What a text says, and in which language. */
export interface ReadText {
  readonly language: string;
  /** The words of each term, in lower case. */
  readonly terms: ReadonlyMap<string, string>;
}

/** Reads texts as of the language whose stop words they have most, English where they have none. */
export class TextReader {
  readonly #readers = [new LanguageReader('en', english), new LanguageReader('es', spanish)];

  read(text: string): ReadText {
    const start = text.slice(0, MOST_CHARACTERS);
    let best = this.#readers[0] as LanguageReader;
    let most = 0;
    for (const reader of this.#readers) {
      const stopWords = reader.stopWordsIn(start);
      if (stopWords > most) [best, most] = [reader, stopWords];
    }
    const terms = new Map<string, string>();
    for (const { word, term } of best.read(start)) if (term) terms.set(term, word.toLowerCase());
    return { language: best.locale, terms };
  }

  /** From −1 to 1. */
  opinionOf(text: string, language: string): number {
    return opinionOf(text.slice(0, MOST_CHARACTERS), language);
  }
}
