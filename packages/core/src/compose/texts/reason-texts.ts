/** Sentences for reasons, one object a language. */
export interface ReasonTexts {
  similarTo(title: string): string;
  popular(people: number): string;
  attribute(name: string, value: string): string;
  moment(moment: string): string;
  /** @param terms words of a question; perhaps none */
  text(terms: readonly string[]): string;
  /** @param term what people write of it; undefined where it rises itself */
  trending(term: string | undefined): string;
  readonly segment: string;
  readonly featured: string;
  readonly exploration: string;
}
