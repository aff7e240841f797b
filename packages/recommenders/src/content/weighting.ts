import type { Frequencies } from './item-reader.js';

/** How texts become rows, and how much their terms count. */
export interface Weighting {
  /** Of each term in a text. Nothing of it depends on other texts but the average length, so that a row stays as it is. */
  inText(frequencies: Frequencies, averageLength: number): ReadonlyMap<string, number>;
  /** How much a term tells when it is asked for, where `having` of `all` texts have it. At least 0. */
  rarity(having: number, all: number): number;
}

/** Σ of frequencies. */
export function lengthOf(frequencies: Frequencies): number {
  let length = 0;
  for (const frequency of frequencies.values()) length += frequency;
  return length;
}

/** Robertson & Zaragoza, *The probabilistic relevance framework*, 2009; the rarity as in Lucene, which is never below 0. */
export function bm25(k1: number, b: number): Weighting {
  return {
    inText(frequencies, averageLength) {
      const room = k1 * (1 - b + (b * lengthOf(frequencies)) / (averageLength || 1));
      return new Map(
        Array.from(frequencies, ([term, frequency]) => [term, (frequency * (k1 + 1)) / (frequency + room)]),
      );
    },
    rarity: (having, all) => Math.log(1 + (all - having + 0.5) / (having + 0.5)),
  };
}

/** lnc.ltc in the letters of SMART: Salton & Buckley, *Term-weighting approaches in automatic text retrieval*, 1988. */
export const tfidf: Weighting = {
  inText(frequencies) {
    const weights = Array.from(frequencies, ([term, frequency]) => [term, 1 + Math.log(frequency)] as const);
    const length = Math.hypot(...weights.map(([, weight]) => weight));
    return new Map(weights.map(([term, weight]) => [term, weight / length]));
  },
  rarity: (having, all) => (having === 0 ? 0 : Math.log(all / having)),
};
