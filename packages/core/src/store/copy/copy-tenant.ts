import type { Batch, Entry, JsonValue, Key, Store } from '@sintonia/spec';
import { type Checkpoint, checkpointKey } from './checkpoint.js';
import type { CopyProgress } from './copy-store.js';

const SIGNALS_A_PAGE = 2_000;
const ENTRIES_A_PAGE = 500;
// Parts of models are large, and a commit travels as a whole.
const MOST_BYTES = 8 * 1_048_576;

export interface Pace {
  readonly progress: (progress: CopyProgress) => void;
  /** @throws SINTONIA_ABORTED */
  readonly goesOn: () => Promise<void>;
}

/** Copies one tenant from where the checkpoint in the target says. */
export async function copyTenant(
  from: Store,
  to: Store,
  tenant: string,
  collections: readonly string[],
  { progress, goesOn }: Pace,
): Promise<void> {
  const key = checkpointKey(tenant);
  const begun = await to.get(key);
  let version = begun?.version ?? 0;
  let checkpoint = (begun?.value ?? {}) as unknown as Checkpoint;

  const save = async (part: Omit<Batch, 'tenant' | 'check'>, changed: Partial<Checkpoint>) => {
    await goesOn();
    checkpoint = { ...checkpoint, ...changed };
    const put = [{ key, value: checkpoint as unknown as JsonValue }, ...(part.put ?? [])];
    const { versions } = await to.commit({ ...part, tenant, check: [{ key, version }], put });
    version = versions[0] as number;
  };

  let signals = 0;
  for (let more = checkpoint.hasSignals !== true; more; ) {
    const page = await from.scan({ tenant, after: checkpoint.cursor, limit: SIGNALS_A_PAGE });
    more = page.more;
    const cursor = page.cursor === undefined ? {} : { cursor: page.cursor };
    // A signal that is there already came from elsewhere.
    await save({ append: page.signals, onDuplicate: 'refuse' }, { ...cursor, hasSignals: !more });
    signals += page.signals.length;
    progress({ doing: 'copying', tenant, done: signals });
  }

  for (const collection of collections) {
    if (checkpoint.entry !== undefined && isBefore(collection, checkpoint.entry.collection)) continue;
    const entry = checkpoint.entry;
    let after: Key | undefined = entry?.collection === collection ? { tenant, ...entry } : undefined;
    let done = 0;
    for (let page: readonly Entry[] = []; ; ) {
      page = await from.list({ tenant, collection, after, limit: ENTRIES_A_PAGE });
      for (const portion of portionsOf(page)) {
        after = (portion.at(-1) as Entry).key;
        const last = { collection, id: after.id, ...(after.person !== undefined && { person: after.person }) };
        await save({ put: portion.map(({ key, value }) => ({ key, value })) }, { entry: last });
        done += portion.length;
        progress({ doing: 'copying', tenant, collection, done });
      }
      if (page.length < ENTRIES_A_PAGE) break;
    }
  }
}

function portionsOf(entries: readonly Entry[]): Entry[][] {
  const portions: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = entry.value instanceof Uint8Array ? entry.value.byteLength : JSON.stringify(entry.value).length;
    if (bytes + size > MOST_BYTES) {
      portions.push([]);
      bytes = 0;
    }
    portions.at(-1)?.push(entry);
    bytes += size;
  }
  return portions;
}

/** Collections come in the order of their UTF-8 bytes. */
function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
}
