import { describe, expect, it } from 'vitest';
import { alexaReviews } from './alexa.fixture.js';
import { opinionOf } from './opinion.js';

it.each([
  ['en', 'I love it, great sound!', 1],
  ['en', 'Terrible. It is bad and useless.', -1],
  ['en', "I don't like it", -1],
  ['en', 'Not good. But the sound is wonderful, amazing even', 1],
  ['en', 'It arrived on Monday', 0],
  ['en', 'constructor toString __proto__ hasOwnProperty', 0],
  ['en', '', 0],
  ['es', 'Me encanta, es una maravilla', 1],
  ['es', 'No me gusta nada, es muy malo y horrible', -1],
  ['es', 'Pésimo, muy decepcionado', -1],
  ['es', 'Excelente producto, muy feliz', 1],
  ['es', 'no es malo', 1],
  ['es', 'constructor __proto__', 0],
])('in %s, "%s" is of sign %d', (language, text, sign) => {
  const opinion = opinionOf(text, language);
  expect(Math.sign(opinion)).toBe(sign);
  expect(Math.abs(opinion)).toBeLessThanOrEqual(1);
});

const reviews = alexaReviews();
describe.skipIf(!reviews)('on real reviews (where the data set reviews-alexa is there)', () => {
  it('a random good one is above a random bad one in five of six', () => {
    const texts = (reviews ?? []).map(({ properties = {}, value = 0 }) => ({
      text: String(properties.text),
      good: value,
    }));
    const [good, bad] = [1, 0].map((mark) =>
      texts.filter((each) => each.good === mark).map(({ text }) => opinionOf(text, 'en')),
    );
    let above = 0;
    for (const high of good ?? []) for (const low of bad ?? []) above += high > low ? 1 : high === low ? 0.5 : 0;
    expect(above / ((good?.length ?? 0) * (bad?.length ?? 0))).toBeGreaterThan(0.84);
  });
});
