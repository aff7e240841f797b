import type { Csr } from '@sintonia/kernels';
import { seeded } from '../pipeline/dataset.js';
import type { Sizes } from '../suite.js';

/** Degree of people and of items ∝ rank^−EXPONENT: few do much, few items are much in demand. */
const EXPONENT = 0.6;
/** Nobody takes more than this share of all items. */
const MOST = 0.25;

/** Made-up people who took made-up items, some `signals` in all, each item once; the same for the same sizes. */
export function powerLawMatrix({ people, items, signals }: Pick<Sizes, 'people' | 'items' | 'signals'>): Csr {
  const random = seeded(1);
  const rank = () => Math.floor(items * random() ** (1 / (1 - EXPONENT)));
  const share = signals / (people ** (1 - EXPONENT) / (1 - EXPONENT));
  const indptr = new Uint32Array(people + 1);
  const indices: number[] = [];
  for (let person = 0; person < people; person++) {
    const wanted = Math.max(1, Math.min(Math.ceil(items * MOST), Math.round(share * (person + 1) ** -EXPONENT)));
    const taken = new Set<number>();
    while (taken.size < wanted) taken.add(rank());
    for (const item of [...taken].sort((a, b) => a - b)) indices.push(item);
    indptr[person + 1] = indices.length;
  }
  return { rows: people, columns: items, indptr, indices: Uint32Array.from(indices) };
}
