import { createHash } from 'node:crypto';
import { type Split, splitRandom } from '@sintonia/recommenders';
import type { Catalogued } from './catalogued.js';

const COLD_SHARE = 0.1;
const WARM_SHARE = 0.2;

/** One training part, and two things to find. */
export interface ColdSplit {
  /** Items that nobody took in training, as if they came yesterday. */
  readonly cold: ReadonlySet<string>;
  /** What each person took of them. */
  readonly coldTest: Split;
  /** A fifth of the other items of each person. */
  readonly warmTest: Split;
}

/** Takes a tenth of the items that anybody took out of training, drawn by a hash. */
export function coldSplit({ interactions }: Catalogued, seed: number): ColdSplit {
  const taken = [...new Set(interactions.map(({ itemId }) => itemId))];
  const drawn = taken.map((itemId) => ({ itemId, draw: drawOf(`${seed} ${itemId}`) }));
  drawn.sort((a, b) => (a.draw < b.draw ? -1 : 1));
  const cold = new Set(drawn.slice(0, Math.round(COLD_SHARE * drawn.length)).map(({ itemId }) => itemId));
  const warmTest = splitRandom(
    interactions.filter(({ itemId }) => !cold.has(itemId)),
    WARM_SHARE,
    seed,
  );
  const wanted = new Map<string, Set<string>>();
  for (const { person, itemId } of interactions) {
    if (cold.has(itemId)) wanted.set(person, (wanted.get(person) ?? new Set()).add(itemId));
  }
  return { cold, warmTest, coldTest: { train: warmTest.train, test: wanted } };
}

function drawOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
