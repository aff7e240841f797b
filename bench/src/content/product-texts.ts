import type { Item } from '@sintonia/spec';
import { seeded } from '../pipeline/dataset.js';

const WORDS = 60;
const STEMS = 30_000;
const KINDS = 200;
/** Of the words of a kind of product, which its texts share. */
const KIND_STEMS = 150;
const KIND_SHARE = 0.3;
/** About as much of English prose is little words. */
const LITTLE_SHARE = 0.4;
const LITTLE = 'the of and a to in is it for with that on as this by from your or are at be an not all'.split(' ');
const STARTS = 'b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh sl sp st t th tr v w wh'.split(' ');
const MIDDLES = 'a e i o u ai ea ee oa oo ou'.split(' ');
const ENDS = 'b ck d ff g l ll m n nd ng nt p r rd rn s sh ss st t th x'.split(' ');
const FORMS = ['', '', '', 's', 's', 'ed', 'ing', 'er', 'ly'];

type Random = () => number;

const pick = <Each>(from: readonly Each[], random: Random) => from[Math.floor(random() * from.length)] as Each;
/** A number by Zipf's law, as words of a language come: mostly small ones. */
const zipf = (count: number, random: Random) => Math.floor(count ** random()) - 1;

/** English-looking texts of products: sixty words, many little ones, rare ones of the kind of product, in several forms. */
export function productTexts(count: number, seed: number): readonly Item[] {
  const random = seeded(seed);
  const stems = Array.from({ length: STEMS }, () => stemOf(random));
  const kinds = Array.from({ length: KINDS }, () => Array.from({ length: KIND_STEMS }, () => pick(stems, random)));
  return Array.from({ length: count }, (_, at): Item => {
    const kind = pick(kinds, random);
    const word = () => {
      if (random() < LITTLE_SHARE) return pick(LITTLE, random);
      const stem = random() < KIND_SHARE ? kind[zipf(KIND_STEMS, random)] : stems[zipf(STEMS, random)];
      return `${stem}${pick(FORMS, random)}`;
    };
    const words = Array.from({ length: WORDS }, word);
    return {
      itemId: `product-${at}`,
      title: words.slice(0, 5).join(' '),
      attributes: { description: `${words.slice(5, 30).join(' ')}. ${words.slice(30).join(' ')}.` },
    };
  });
}

function stemOf(random: Random): string {
  const syllables = random() < 0.4 ? 1 : 2;
  return (
    Array.from({ length: syllables }, () => pick(STARTS, random) + pick(MIDDLES, random)).join('') + pick(ENDS, random)
  );
}
