import { assertKnownOptions, SintoniaError, type Store, type StoreContents } from '@sintonia/spec';
import { CHECKPOINTS, checkpointKey } from './checkpoint.js';
import { type CopiedPart, partsOf } from './copied-part.js';
import { copyTenant } from './copy-tenant.js';
import { assertGoesOn } from './goes-on.js';

export interface CopyProgress {
  readonly doing: 'copying' | 'verifying';
  readonly tenant: string;
  /** Absent for signals. */
  readonly collection?: string;
  /** Signals or entries of this part that are done, those of an earlier attempt not counted. */
  readonly done: number;
}

export interface CopyOptions {
  /** Called after every page. */
  readonly progress?: (progress: CopyProgress) => void;
  /** Stops after the page under way. Calling again goes on from there. */
  readonly abort?: AbortSignal;
}

export interface CopyReport {
  /** Everything that was compared, part by part: tenants, and in each the signals, then its collections. */
  readonly parts: readonly CopiedPart[];
  readonly signals: number;
  readonly entries: number;
}

/**
 * Copies all that a store holds, of all tenants, into another one: from SQLite to PostgreSQL, or back. Signals keep their order;
 * entries get new versions. Nothing may write to either meanwhile. What a copy has done is remembered in the target, with the
 * same commit: after a crash or an abort, calling it again goes on. At the end both stores are read once more and compared.
 *
 * @param to other tenants than those of `from` may be in it, and are left alone.
 * @throws SINTONIA_INPUT_INVALID when a store cannot tell what it holds, SINTONIA_STORE_DIFFERS when the target holds something
 *   else of a tenant, before or after copying, SINTONIA_STORE_CONFLICT when another copy is at work, SINTONIA_ABORTED.
 */
export async function copyStore(from: Store, to: Store, options: CopyOptions = {}): Promise<CopyReport> {
  assertKnownOptions(options, ['progress', 'abort']);
  const source = await contentsOf(from, 'from');
  const before = new Set((await contentsOf(to, 'to')).map(({ tenant }) => tenant));
  const pace = { progress: options.progress ?? (() => {}), goesOn: () => assertGoesOn(options.abort) };
  for (const { tenant, collections } of source) {
    const isBegun = (await to.get(checkpointKey(tenant))) !== undefined;
    // Whoever is there without a checkpoint is the copy of before, or somebody else: the comparison tells.
    if (isBegun || !before.has(tenant)) await copyTenant(from, to, tenant, collections, pace);
  }
  const [one, other] = [await partsOf(from, source, pace), await partsOf(to, await ofSource(source, to), pace)];
  assertSame(one, other);
  for (const { tenant } of source) await to.commit({ tenant, delete: [checkpointKey(tenant)] });
  const sum = (parts: readonly CopiedPart[]) => parts.reduce((total, { count }) => total + count, 0);
  return {
    parts: one,
    signals: sum(one.filter(({ collection }) => collection === undefined)),
    entries: sum(one.filter(({ collection }) => collection !== undefined)),
  };
}

async function contentsOf(store: Store, field: string): Promise<readonly StoreContents[]> {
  if (store.contents !== undefined) return store.contents();
  throw new SintoniaError('INPUT_INVALID', `${field} is a store that cannot tell what it holds.`, { field });
}

/** What the target holds of the source's tenants, our checkpoints apart. */
async function ofSource(source: readonly StoreContents[], to: Store): Promise<readonly StoreContents[]> {
  const tenants = new Set(source.map(({ tenant }) => tenant));
  const found = (await contentsOf(to, 'to')).filter(({ tenant }) => tenants.has(tenant));
  return found.map(({ tenant, collections }) => ({
    tenant,
    collections: collections.filter((collection) => collection !== CHECKPOINTS),
  }));
}

function assertSame(one: readonly CopiedPart[], other: readonly CopiedPart[]): void {
  const textOf = (part: CopiedPart | undefined) => part && JSON.stringify(part);
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    if (textOf(one[at]) === textOf(other[at])) continue;
    const { tenant, collection = null } = (one[at] ?? other[at]) as CopiedPart;
    throw new SintoniaError('STORE_DIFFERS', 'The copy is not what its source is.', {
      details: { tenant, collection, counts: [one[at]?.count ?? 0, other[at]?.count ?? 0] },
    });
  }
}
