import { assertBoundedJson, isSintoniaError } from '@sintonia/spec';
import { expect } from 'vitest';
import { assertCollected } from './assert-collected.js';
import type { CollectorLaw, CollectorRig } from './law.js';

function backfillOf({ collector, backfillSince }: CollectorRig, abort: AbortSignal) {
  if (backfillSince === undefined) {
    throw new Error('This collector has backfill: give `backfillSince`, or skip this law with a reason.');
  }
  return collector.backfill?.({ since: backfillSince, abort }) ?? [];
}

export const backfillLaws: readonly CollectorLaw[] = [
  {
    law: 'history comes in batches, all of it valid, and twice the same',
    needs: 'backfill',
    async check(rig) {
      const idsOf = async () => {
        const ids: (string | undefined)[] = [];
        for await (const { checkpoint, fraction, ...batch } of backfillOf(rig, new AbortController().signal)) {
          assertCollected(batch);
          if (checkpoint !== undefined) assertBoundedJson(checkpoint, 'checkpoint');
          if (fraction !== undefined) expect(fraction >= 0 && fraction <= 1, 'fraction').toBe(true);
          ids.push(...(batch.signals ?? []).map(({ id }) => id));
        }
        return ids;
      };
      const first = await idsOf();
      expect(await idsOf()).toEqual(first);
      expect(first, 'ids of signals, each once').toEqual([...new Set(first)]);
    },
  },
  {
    law: 'history ends when it is aborted',
    needs: 'backfill',
    async check(rig) {
      const abort = new AbortController();
      let after = 0;
      try {
        for await (const _batch of backfillOf(rig, abort.signal)) {
          if (abort.signal.aborted) after++;
          abort.abort();
        }
      } catch (error) {
        if (!isSintoniaError(error)) throw error;
      }
      expect(after, 'batches after the abort').toBe(0);
    },
  },
];
