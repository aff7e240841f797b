import { expect } from 'vitest';
import { damagedSnapshots } from '../damaged-snapshots.js';
import { expectCode } from '../expect-code.js';
import { answers, contextOf, fitted, shop } from './ask.js';
import { checkerboard } from './checkerboard.js';
import type { RecommenderLaw } from './law.js';

export const snapshotLaws: readonly RecommenderLaw[] = [
  {
    law: 'the same data gives the same snapshot, byte by byte',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const [first, second] = [await fitted(create), await fitted(create)].map((each) => each.snapshot?.());
      expect(first).toBeInstanceOf(Uint8Array);
      expect(first).toEqual(second);
    },
  },
  {
    law: 'a restored model answers as the one that was saved, and gives the same snapshot',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const saved = await fitted(create);
      const bytes = saved.snapshot?.() as Uint8Array;
      const restored = await fitted(create, checkerboard());
      restored.restore?.(bytes);
      expect(await answers(restored)).toEqual(await answers(saved));
      expect(restored.snapshot?.()).toEqual(bytes);
    },
  },
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
  {
    law: 'a damaged or foreign snapshot is refused, and the model in use stays',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const recommender = await fitted(create, checkerboard());
      const before = structuredClone(await answers(recommender));
      const bytes = (await fitted(create)).snapshot?.() as Uint8Array;
      for (const damaged of damagedSnapshots(bytes)) {
        await expectCode(() => recommender.restore?.(damaged), 'SNAPSHOT_INVALID');
      }
      expect(await answers(recommender)).toEqual(before);
    },
  },
];
