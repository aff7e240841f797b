import type { Language } from './language.js';

/** A word of a text. */
export interface Word {
  /** As it is written. */
  readonly word: string;
  /** What it counts as; undefined for a stop word. */
  readonly term: string | undefined;
}

/** The segmenter takes more than its share of time for long pieces; words are shorter. */
const PIECES = /\S{1,500}/gu;
/** Pieces between spaces come again and again: what was made of so many is remembered. */
const REMEMBERED = 50_000;
/** Nobody tells terms apart by what comes later. */
const TERM_LENGTH = 64;
/** Latin letters are read with and without marks; in other scripts marks may be vowels. */
const MARKED = /(\p{Script=Latin})[\u0300-\u036f]+/gu;

/** Reads texts as of one language: words by Unicode's rules (UAX 29), in lower case, to their stems, without accents. */
export class LanguageReader {
  readonly #segmenter: Intl.Segmenter;
  readonly #stemmer: (word: string) => string;
  readonly #stopWords: ReadonlySet<string>;
  readonly #letters: ReadonlySet<string>;
  readonly #remembered = new Map<string, readonly Word[]>();

  /** @param locale BCP 47. @throws RangeError for what is none. */
  constructor(
    readonly locale: string,
    { stemmer = (word) => word, stopWords = [], letters = '' }: Language,
  ) {
    this.#segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
    this.#stemmer = stemmer;
    this.#stopWords = new Set(stopWords);
    this.#letters = new Set(letters.normalize('NFC'));
  }

  /** @param text as it comes; any script. */
  read(text: string): readonly Word[] {
    const pieces = text.toWellFormed().normalize('NFKC').match(PIECES) ?? [];
    return pieces.flatMap((piece) => this.#readPiece(piece));
  }

  #readPiece(piece: string): readonly Word[] {
    const before = this.#remembered.get(piece);
    if (before) return before;
    const words: Word[] = [];
    for (const { segment, isWordLike } of this.#segmenter.segment(piece)) {
      if (isWordLike) words.push({ word: segment, term: this.#termOf(segment) });
    }
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(piece, words);
    return words;
  }

  #termOf(segment: string): string | undefined {
    const word = segment.toLocaleLowerCase(this.locale).slice(0, TERM_LENGTH).toWellFormed();
    return this.#stopWords.has(word) ? undefined : this.#withoutMarks(this.#stemmer(word));
  }

  #withoutMarks(word: string): string {
    const plain = (text: string) => text.normalize('NFD').replace(MARKED, '$1').normalize('NFC');
    if (this.#letters.size === 0) return plain(word);
    return Array.from(word, (letter) => (this.#letters.has(letter) ? letter : plain(letter))).join('');
  }
}
