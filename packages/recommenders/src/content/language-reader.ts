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
/** One word by any rules, without asking the segmenter, which takes ten times as long. */
const PLAIN = /^(\p{Script=Latin}+)[.,;:!?]?$/u;
/** Words come again and again: the terms of so many are remembered. */
const REMEMBERED = 100_000;
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
  readonly #terms = new Map<string, string | undefined>();

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
    return this.words(text).map((word) => ({ word, term: this.#termOf(word) }));
  }

  stopWordsIn(text: string): number {
    return this.words(text).filter((word) => this.#isStopWord(word)).length;
  }

  /** As they are written, but for what looks the same (NFKC). */
  words(text: string): readonly string[] {
    const words: string[] = [];
    for (const piece of text.toWellFormed().normalize('NFKC').match(PIECES) ?? []) {
      const plain = PLAIN.exec(piece)?.[1];
      if (plain) words.push(plain);
      else for (const { segment, isWordLike } of this.#segmenter.segment(piece)) if (isWordLike) words.push(segment);
    }
    return words;
  }

  #isStopWord(word: string): boolean {
    return this.#stopWords.has(this.#lower(word));
  }

  /** Apostrophes are written in two ways. */
  #lower(word: string): string {
    return word.toLocaleLowerCase(this.locale).replaceAll('’', "'");
  }

  #termOf(word: string): string | undefined {
    if (this.#terms.has(word)) return this.#terms.get(word);
    const lower = this.#lower(word).slice(0, TERM_LENGTH).toWellFormed();
    const term = this.#isStopWord(word) ? undefined : this.#withoutMarks(this.#stemmer(lower));
    if (this.#terms.size >= REMEMBERED) this.#terms.clear();
    this.#terms.set(word, term);
    return term;
  }

  #withoutMarks(word: string): string {
    const plain = (text: string) => text.normalize('NFD').replace(MARKED, '$1').normalize('NFC');
    if (this.#letters.size === 0) return plain(word);
    return Array.from(word, (letter) => (this.#letters.has(letter) ? letter : plain(letter))).join('');
  }
}
