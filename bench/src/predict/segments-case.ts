import { runApart } from '../machine/run-apart.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase } from '../suite.js';
import type { SegmentsAnswer, SegmentsOrder } from './segments-once.js';

const program = new URL('./segments-process.ts', import.meta.url);
const SEGMENTS = 200;

/** A million people are about 8 GB of objects; the limit is none where there are fewer. */
const HEAP_MIB = 14_000;

/** Powers of ten from a thousand to all. */
function sizesUpTo(people: number): readonly number[] {
  const steps = Math.max(0, Math.round(Math.log10(people) - 3));
  return Array.from({ length: steps + 1 }, (_, step) => Math.ceil(people / 10 ** (steps - step)));
}

/** What a signal costs with 200 segments, beside the same engine with none. */
export const segments: BenchCase = {
  name: 'segments',
  about: `a signal with ${SEGMENTS} segments kept by rules, on the memory store, for more and more people`,
  async run({ people, rounds, seconds }, say) {
    const figures: Figure[] = [];
    for (const size of sizesUpTo(people)) {
      const answers: { readonly kept: SegmentsAnswer; readonly none: SegmentsAnswer }[] = [];
      for (let round = 1; round <= rounds; round++) {
        say(`${size} people, round ${round} of ${rounds}`);
        const measured = (segments: number) =>
          runApart<SegmentsOrder, SegmentsAnswer>(program, { people: size, segments, seconds }, HEAP_MIB);
        answers.push({ kept: await measured(SEGMENTS), none: await measured(0) });
      }
      const of = (which: 'kept' | 'none', metric: keyof SegmentsAnswer) =>
        median(answers.map((answer) => answer[which][metric]));
      const named = { case: `segments/${size}`, unit: 'ms' };
      figures.push(
        besidePeer({ ...named, metric: 'p50', value: of('kept', 'p50') }, 'without segments', of('none', 'p50')),
        besidePeer({ ...named, metric: 'p99', value: of('kept', 'p99') }, 'without segments', of('none', 'p99')),
        { ...named, metric: 'changes', value: of('kept', 'changes'), unit: 'a signal' },
      );
    }
    return figures;
  },
};
