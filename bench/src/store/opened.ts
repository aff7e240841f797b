import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signal, Store } from '@sintonia/spec';
import { madeUpSignals } from './made-up-signals.js';
import type { BareDriver, OpenedKind, StoreKind } from './store-kind.js';

export const TENANT = 'shop';
const FILL = 5_000;
/** What grows with more is measured by the case of growth. */
const MOST = 100_000;

export interface Opened {
  readonly store: Store;
  readonly bare: BareDriver;
  readonly apart?: OpenedKind['apart'];
  readonly folder: string;
  readonly room: OpenedKind['room'];
  readonly signals: (count: number) => Signal[];
  /** Brings so many signals into all of them, up to 100,000. */
  fill(count: number): Promise<void>;
}

/** Works with a store and its driver, then removes all that they wrote. */
export async function withStore<Result>(
  kind: StoreKind,
  people: number,
  work: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-bench-'));
  const { close, ...opened } = await kind.open(folder);
  const { store, bare, apart } = opened;
  const signals = madeUpSignals(people);
  const fill = async (count: number) => {
    const all = Math.min(count, MOST);
    for (let left = all; left > 0; left -= FILL) {
      const append = signals(Math.min(left, FILL));
      await store.commit({ tenant: TENANT, append });
      await bare.append(append);
      await apart?.append(append);
    }
  };
  try {
    return await work({ ...opened, folder, signals, fill });
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
}
