import { expect } from 'vitest';
import { modelSnapshotLaws } from '../model-snapshot-laws.js';
import { answers, contextOf, fitted, shop } from './ask.js';
import { checkerboard } from './checkerboard.js';
import type { RecommenderLaw } from './law.js';

export const snapshotLaws: readonly RecommenderLaw[] = [
  ...modelSnapshotLaws({
    fitted: (create: Parameters<typeof fitted>[0]) => fitted(create),
    fittedElsewhere: (create) => fitted(create, checkerboard()),
    answers: (recommender) => answers(recommender),
  }),
  {
    law: 'a snapshot may lie anywhere in memory, and the memory may be used again',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const saved = await fitted(create);
      const bytes = saved.snapshot?.() as Uint8Array;
      const room = new Uint8Array(bytes.length + 3);
      room.set(bytes, 3);
      const restored = await create();
      restored.restore?.(room.subarray(3));
      room.fill(0);
      expect(await answers(restored)).toEqual(await answers(saved));
    },
  },
  {
    law: 'learning on does not change a snapshot that was taken',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const recommender = await fitted(create, shop);
      const bytes = recommender.snapshot?.() as Uint8Array;
      const copy = bytes.slice();
      await recommender.fit?.(contextOf(checkerboard()));
      expect(bytes).toEqual(copy);
    },
  },
];
