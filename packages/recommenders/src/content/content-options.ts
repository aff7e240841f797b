import { assertKnownOptions, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';
import type { Embed } from './embedder.js';
import type { ReadingSettings } from './item-reader.js';
import { english, type Language, spanish } from './language.js';
import { bm25, tfidf, type Weighting } from './weighting.js';

export interface ContentOptions {
  /**
   * Fields that are text, and how often each counts (1 to 100): `title` is the item's own, all others are attributes (a text or a
   * list of texts). Default: title, description, and attributes with texts of 32 characters or more on average, once each.
   */
  readonly fields?: Readonly<Record<string, number>>;
  /** By BCP 47 code; the first is taken where nothing tells. At least one. Default: `{ en: english, es: spanish }`. */
  readonly languages?: Readonly<Record<string, Language>>;
  /** The attribute that names an item's language, such as `es`. Without it stop words are counted. Default: `language`. */
  readonly languageAttribute?: string;
  /** Default: `bm25`. */
  readonly weighting?: 'bm25' | 'tfidf';
  /** BM25: how soon a term that comes again says nothing more. 0 to 10. Default: 1.2. */
  readonly k1?: number;
  /** BM25: how much long texts are held back. 0 to 1. Default: 0.75. */
  readonly b?: number;
  /** Of the text of an item, so many characters count. 100 to 1,000,000. Default: 20,000. */
  readonly mostCharacters?: number;
  /** Of a person's mix, so many terms are searched for, the strongest. 1 to 1,000. Default: 64. */
  readonly queryTerms?: number;
  /** How much an item that the person turned down takes away, beside what one taken gives. 0 to 1. Default: 0.5. */
  readonly negativeShare?: number;
  /** Of a person with more items than this, only the most recent count. 1 to 10,000. Default: 200. */
  readonly personLimit?: number;
  /** Gives texts their vectors, which then join the ranking. Give it a time limit of its own. Default: none. */
  readonly embed?: Embed;
  /** What `embed` goes by; when it changes, vectors of a snapshot are made anew. Default: an empty text. */
  readonly embedName?: string;
  /** Texts a call of `embed`. 1 to 10,000. Default: 64. */
  readonly embedBatch?: number;
  /** How much vectors count beside terms. 0 to 1. Default: 0.5. */
  readonly embedShare?: number;
}

export interface ContentSettings extends ReadingSettings {
  /** Undefined: found in the data. */
  readonly fields: ReadonlyMap<string, number> | undefined;
  readonly weighting: Weighting;
  /** What rows were made by, for snapshots. */
  readonly weightingName: string;
  readonly queryTerms: number;
  readonly negativeShare: number;
  readonly personLimit: number;
  readonly embed: Embed | undefined;
  readonly embedName: string;
  readonly embedBatch: number;
  readonly embedShare: number;
}

const OPTIONS = [
  ...['fields', 'languages', 'languageAttribute', 'weighting', 'k1', 'b', 'mostCharacters', 'queryTerms'],
  ...['negativeShare', 'personLimit', 'embed', 'embedName', 'embedBatch', 'embedShare'],
];

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readContentOptions(options: ContentOptions): ContentSettings {
  assertKnownOptions(options, OPTIONS);
  const { fields, languages = { en: english, es: spanish }, weighting = 'bm25', embed } = options;
  if (weighting !== 'bm25' && weighting !== 'tfidf') throw invalid('weighting', 'must be bm25 or tfidf');
  if (embed !== undefined && typeof embed !== 'function') throw invalid('embed', 'must be a function');
  const k1 = readOption(options, 'k1', 1.2, { min: 0, max: 10 });
  const b = readOption(options, 'b', 0.75, { min: 0, max: 1 });
  return {
    fields: fields === undefined ? undefined : readFields(fields),
    languages: readLanguages(languages),
    languageAttribute: readText('languageAttribute', options.languageAttribute ?? 'language'),
    weighting: weighting === 'bm25' ? bm25(k1, b) : tfidf,
    weightingName: weighting === 'bm25' ? `bm25 ${k1} ${b}` : 'tfidf',
    mostCharacters: readOption(options, 'mostCharacters', 20_000, { min: 100, max: 1_000_000, whole: true }),
    queryTerms: readOption(options, 'queryTerms', 64, { min: 1, max: 1_000, whole: true }),
    negativeShare: readOption(options, 'negativeShare', 0.5, { min: 0, max: 1 }),
    personLimit: readOption(options, 'personLimit', 200, { min: 1, max: 10_000, whole: true }),
    embed,
    embedName: readText('embedName', options.embedName ?? ''),
    embedBatch: readOption(options, 'embedBatch', 64, { min: 1, max: 10_000, whole: true }),
    embedShare: readOption(options, 'embedShare', 0.5, { min: 0, max: 1 }),
  };
}

function readFields(fields: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  assertKnownOptions(fields, Object.keys(fields), 'fields');
  for (const [name, weight] of Object.entries(fields)) {
    if (!(weight >= 1 && weight <= 100)) throw invalid(`fields.${name}`, 'must be a number from 1 to 100');
  }
  return new Map(Object.entries(fields));
}

function readLanguages(languages: Readonly<Record<string, Language>>): ReadonlyMap<string, Language> {
  assertKnownOptions(languages, Object.keys(languages), 'languages');
  const read = new Map(Object.entries(languages));
  if (read.size === 0) throw invalid('languages', 'must hold at least one');
  for (const [code, language] of read) {
    const field = `languages.${code}`;
    assertKnownOptions(language, ['stemmer', 'stopWords', 'letters'], field);
    if (!isLocale(code)) throw invalid(field, 'must be named by a BCP 47 code, such as es');
    const { stemmer, stopWords = [], letters = '' } = language;
    if (stemmer !== undefined && typeof stemmer !== 'function') throw invalid(`${field}.stemmer`, 'must be a function');
    if (!Array.isArray(stopWords) || !stopWords.every((word) => typeof word === 'string')) {
      throw invalid(`${field}.stopWords`, 'must be a list of texts');
    }
    readText(`${field}.letters`, letters);
  }
  return read;
}

function isLocale(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}

function readText(field: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(field, 'must be a text');
  return value;
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
