const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Beyond this many characters a title is cut: nobody's is longer, and matching costs by its length. */
const LONGEST = 200;

/** The words of a text, in small letters and without accents: `Directora de Operaciones` is `directora`, `de`, `operaciones`. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.slice(0, LONGEST).normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFKC').toLowerCase();
  return [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}
