import { expect } from 'vitest';
import { damagedSnapshots } from '../damaged-snapshots.js';
import { expectCode } from '../expect-code.js';
import { everybody, fitted, otherShop } from './ask.js';
import type { SegmenterLaw } from './law.js';

export const snapshotLaws: readonly SegmenterLaw[] = [
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
      const restored = await fitted(create, otherShop);
      restored.restore?.(bytes.slice());
      expect(everybody(restored)).toEqual(everybody(saved));
      expect(restored.snapshot?.()).toEqual(bytes);
    },
  },
  {
    law: 'a damaged or foreign snapshot is refused, and the model in use stays',
    needs: ['fit', 'snapshot'],
    async check(create) {
      const segmenter = await fitted(create, otherShop);
      const before = structuredClone(everybody(segmenter));
      const bytes = (await fitted(create)).snapshot?.() as Uint8Array;
      for (const damaged of damagedSnapshots(bytes)) {
        await expectCode(() => segmenter.restore?.(damaged), 'SNAPSHOT_INVALID');
      }
      expect(everybody(segmenter)).toEqual(before);
    },
  },
];
