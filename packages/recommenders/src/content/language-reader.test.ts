import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english, spanish } from './language.js';
import { LanguageReader } from './language-reader.js';

const terms = (reader: LanguageReader, text: string) => reader.read(text).map(({ term }) => term);

describe('a text is read', () => {
  const inSpanish = new LanguageReader('es', spanish);
  const inEnglish = new LanguageReader('en', english);

  it('into stems, without stop words and accents, but ñ stays ñ', () => {
    expect(terms(inSpanish, 'Los ZAPATOS y el zapato')).toEqual([undefined, 'zapat', undefined, undefined, 'zapat']);
    expect(terms(inSpanish, 'canción cancion canciones')).toEqual(['cancion', 'cancion', 'cancion']);
    expect(terms(inSpanish, 'caña cana')).toEqual(['cañ', 'can']);
    expect(terms(inEnglish, 'Running, runs; the café’s CAFE')).toEqual(['run', 'run', undefined, 'cafe', 'cafe']);
    expect(terms(inEnglish, "Don’t don't")).toEqual([undefined, undefined]);
  });

  it('into words of any script', () => {
    expect(inEnglish.words('東京都に住む')).toEqual(['東京', '都', 'に', '住む']);
    expect(terms(inEnglish, 'Ελλάδα ﬁne 🙂 हिन्दी قهوة')).toEqual(['ελλάδα', 'fine', 'हिन्दी', 'قهوة']);
  });

  it('as the segmenter would, where it is not asked', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const letter = fc.constantFrom(..."abzAéñßøı.,;:!?-_'’/ \n10ªª");
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 30 }), (text) => {
        const segments = [...segmenter.segment(text.normalize('NFKC'))].filter(({ isWordLike }) => isWordLike);
        expect(inEnglish.words(text)).toEqual(segments.map(({ segment }) => segment));
      }),
      { numRuns: 2_000 },
    );
  });

  it('the same however often', () => {
    const text = 'Zapatos de piel, "3.5kg" — e-mail y señor';
    expect(inSpanish.read(text)).toEqual(new LanguageReader('es', spanish).read(text));
    expect(inSpanish.read(text)).toEqual(inSpanish.read(text));
  });
});
