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
    const [first, ...others] = this.#readers.map((reader) => {
      const words = reader.read(start);
      return { language: reader.locale, words, stops: words.filter(({ term }) => term === undefined).length };
    });
    let best = first as NonNullable<typeof first>;
    for (const other of others) if (other.stops > best.stops) best = other;
    const terms = new Map<string, string>();
    for (const { word, term } of best.words) if (term) terms.set(term, word.toLowerCase());
    return { language: best.language, terms };
  }

  /** From −1 to 1. */
  opinionOf(text: string, language: string): number {
    return opinionOf(text.slice(0, MOST_CHARACTERS), language);
  }
}
