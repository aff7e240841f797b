import { expect } from 'vitest';
import { damagedSnapshots } from './damaged-snapshots.js';
import { expectCode } from './expect-code.js';

interface SnapshotModel {
  snapshot?(): Uint8Array | undefined;
  restore?(bytes: Uint8Array): void;
}

/** How a kind of model is fitted and asked. */
interface SnapshotAsk<Create, Model extends SnapshotModel> {
  readonly fitted: (create: Create) => Promise<Model>;
  /** Fitted on other data. */
  readonly fittedElsewhere: (create: Create) => Promise<Model>;
  /** All that the model has to say. */
  readonly answers: (model: Model) => unknown;
}

/** What holds of the snapshots of every kind of model. */
export function modelSnapshotLaws<Create, Model extends SnapshotModel>(ask: SnapshotAsk<Create, Model>) {
  const { fitted, fittedElsewhere, answers } = ask;
  const needs = ['fit', 'snapshot'] as const;
  return [
    {
      law: 'the same data gives the same snapshot, byte by byte',
      needs,
      async check(create: Create) {
        const [first, second] = [await fitted(create), await fitted(create)].map((each) => each.snapshot?.());
        expect(first).toBeInstanceOf(Uint8Array);
        expect(first).toEqual(second);
      },
    },
    {
      law: 'a restored model answers as the one that was saved, and gives the same snapshot',
      needs,
      async check(create: Create) {
        const saved = await fitted(create);
        const bytes = saved.snapshot?.() as Uint8Array;
        const restored = await fittedElsewhere(create);
        restored.restore?.(bytes.slice());
        expect(await answers(restored)).toEqual(await answers(saved));
        expect(restored.snapshot?.()).toEqual(bytes);
      },
    },
    {
      law: 'a damaged or foreign snapshot is refused, and the model in use stays',
      needs,
      async check(create: Create) {
        const model = await fittedElsewhere(create);
        const before = structuredClone(await answers(model));
        const bytes = (await fitted(create)).snapshot?.() as Uint8Array;
        for (const damaged of damagedSnapshots(bytes)) {
          await expectCode(() => model.restore?.(damaged), 'SNAPSHOT_INVALID');
        }
        expect(await answers(model)).toEqual(before);
      },
    },
  ];
}
