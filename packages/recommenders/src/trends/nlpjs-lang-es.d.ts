/** What we use of it; the package has no types. */
declare module '@nlpjs/lang-es' {
  export class StemmerEs {
    /** Words without accents, to their stems. */
    tokenizeAndStem(text: string, keepStops: boolean): string[];
  }
  export const SentimentEs: { readonly afinn: Readonly<Record<string, number>> };
}
