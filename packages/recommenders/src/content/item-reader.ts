import type { Item } from '@sintonia/spec';
import type { Pace } from '../pace.js';
import type { Language } from './language.js';
import { LanguageReader } from './language-reader.js';
import { textOf } from './text-fields.js';

/** The term frequencies of a text, a field of weight 2 counting twice. */
export type Frequencies = ReadonlyMap<string, number>;

export interface ReadingSettings {
  readonly languages: ReadonlyMap<string, Language>;
  /** The attribute that names an item's language. */
  readonly languageAttribute: string;
  /** Of the text of an item, so many characters count. */
  readonly mostCharacters: number;
}

/** Reads items: which language, and which terms how often. */
export class ItemReader {
  readonly #settings: ReadingSettings;
  readonly #readers = new Map<string, LanguageReader>();
  /** What is read where nothing tells: the language of most items, when it was learnt. */
  #usual: string;

  /** @param fields how much each counts. @param usual a language. Default: the first. */
  constructor(
    settings: ReadingSettings,
    readonly fields: ReadonlyMap<string, number>,
    usual?: string,
  ) {
    this.#settings = settings;
    const [first = 'und'] = settings.languages.keys();
    this.#usual = usual ?? first;
    for (const [locale, language] of settings.languages)
      this.#readers.set(locale, new LanguageReader(locale, language));
  }

  get usual(): string {
    return this.#usual;
  }

  /** Learns the usual language. @throws SINTONIA_ABORTED */
  async learnUsual(items: readonly Item[], pace: Pace): Promise<void> {
    const counts = new Map<string, number>();
    for (const item of items) {
      if (pace.due()) await pace.rest();
      const language = this.#languageOf(item);
      if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1));
    if (most) [this.#usual] = most;
  }

  /** All fields, one a line, as far as they count; empty where an item says nothing. */
  textOf(item: Item): string {
    return this.#texts(item)
      .map(({ text }) => text)
      .join('\n');
  }

  read(item: Item): Frequencies {
    const reader = this.#readerOf(this.#languageOf(item) ?? this.#usual);
    const frequencies = new Map<string, number>();
    for (const { text, weight } of this.#texts(item)) {
      for (const { term } of reader.read(text)) {
        if (term !== undefined) frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
      }
    }
    return frequencies;
  }

  /** The terms of a question, with the word of each, in every language at once: it is too short to tell. */
  readQuestion(text: string): ReadonlyMap<string, { readonly word: string; readonly frequency: number }> {
    const question = new Map<string, { word: string; frequency: number }>();
    for (const locale of this.#settings.languages.keys()) {
      const words = this.#readerOf(locale).read(text);
      for (const { word, term } of words) {
        if (term === undefined) continue;
        const frequency = words.filter((other) => other.term === term).length;
        if (frequency > (question.get(term)?.frequency ?? 0)) question.set(term, { word, frequency });
      }
    }
    return question;
  }

  /** Where the item does not say, the language with the most stop words, the first of equals; undefined where there are none. */
  #languageOf(item: Item): string | undefined {
    const declared = textOf(item, this.#settings.languageAttribute);
    if (declared !== '') return declared;
    const text = this.textOf(item);
    let found: string | undefined;
    let most = 0;
    for (const locale of this.#settings.languages.keys()) {
      const stopWords = this.#readerOf(locale)
        .read(text)
        .filter(({ term }) => term === undefined).length;
      if (stopWords > most) [found, most] = [locale, stopWords];
    }
    return found;
  }

  /** `es-MX` is read as `es`, what nobody knows as it is written. */
  #readerOf(language: string): LanguageReader {
    const base = language.toLowerCase().split(/[-_]/)[0] as string;
    const known = this.#readers.get(language) ?? this.#readers.get(base) ?? this.#readers.get('und');
    if (known) return known;
    const plain = new LanguageReader('und', {});
    this.#readers.set('und', plain);
    return plain;
  }

  #texts(item: Item): readonly { readonly text: string; readonly weight: number }[] {
    let left = this.#settings.mostCharacters;
    const texts: { text: string; weight: number }[] = [];
    for (const [field, weight] of this.fields) {
      const text = textOf(item, field).slice(0, left);
      left -= text.length;
      if (text !== '') texts.push({ text, weight });
    }
    return texts;
  }
}
