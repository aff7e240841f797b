import type { PickReason } from '@sintonia/spec';
import { english } from './texts/english.js';
import type { ReasonTexts } from './texts/reason-texts.js';
import { spanish } from './texts/spanish.js';

const languages: Readonly<Record<string, ReasonTexts>> = { en: english, es: spanish };

/**
 * Says a reason in a person's language. Languages that we don't speak get English.
 *
 * @param titleOf what an item is called; the item's id where it has no title. Default: always the id.
 */
export function renderReason(
  reason: PickReason,
  locale: string,
  titleOf: (itemId: string) => string = (itemId) => itemId,
): string {
  const language = locale.toLowerCase().split('-')[0] as string;
  const texts = (Object.hasOwn(languages, language) ? languages[language] : undefined) ?? english;
  switch (reason.kind) {
    case 'similarTo':
      return texts.similarTo(titleOf(reason.itemId));
    case 'popular':
      return texts.popular(reason.people);
    case 'attribute':
      return texts.attribute(reason.attribute, reason.value);
    case 'moment':
      return texts.moment(reason.moment);
    case 'text':
      return texts.text(reason.terms);
    case 'trending':
      return texts.trending(reason.term);
    case 'segment':
      return texts.segment;
    case 'boosted':
    case 'quota':
      return texts.featured;
    case 'exploration':
      return texts.exploration;
  }
}
