import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TopList } from './top-list.js';

it('keeps what a full sort would, in its order, whatever comes first', () => {
  const entries = fc.uniqueArray(fc.record({ index: fc.nat(500), score: fc.integer({ min: -3, max: 3 }) }), {
    selector: ({ index }) => index,
    maxLength: 60,
  });
  fc.assert(
    fc.property(entries, fc.nat(20), (all, capacity) => {
      const list = new TopList(capacity);
      for (const { index, score } of all) if (list.takes(index, score)) list.add(index, score);
      list.sort();
      const kept = Array.from({ length: list.size }, (_, at) => ({ index: list.indices[at], score: list.scores[at] }));
      const sorted = [...all].sort((a, b) => b.score - a.score || a.index - b.index);
      expect(kept).toEqual(sorted.slice(0, capacity));
    }),
  );
});
