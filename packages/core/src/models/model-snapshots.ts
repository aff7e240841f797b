import { createHash, randomUUID } from 'node:crypto';
import { DAY, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';
import { readStoredModel, type SnapshotPointer, type StoredModel } from './stored-model.js';

const PART_BYTES = 1_048_576;
/** No fit takes longer to write. What is left of one that was cut off goes with the next one after that. */
const ABANDONED_AFTER = DAY;

/** Of what nobody writes any more. */
const LONG_AGO = Number.MIN_SAFE_INTEGER;

type Upload = Pick<SnapshotPointer, 'snapshot' | 'parts'> & { readonly at: number };

/**
 * Keeps models in the store: written in parts, then activated by one small write, so that a reader sees the old or the new, never
 * something between. The version before stays, to go back to.
 */
@injectable()
export class ModelSnapshots {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** @throws SINTONIA_SNAPSHOT_INVALID when it was written by another version of the software. */
  async stored(model: string): Promise<StoredModel> {
    return readStoredModel((await this.#read(model)).value);
  }

  async pointerOf(model: string): Promise<SnapshotPointer | undefined> {
    return (await this.stored(model)).active;
  }

  async save(model: string, bytes: Uint8Array, about: { fittedAt: number; signals: number }): Promise<SnapshotPointer> {
    await this.#clearAbandoned(about.fittedAt);
    const snapshot = randomUUID();
    const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
    const upload: Upload = { snapshot, parts, at: about.fittedAt };
    await this.store.commit({ put: [this.#mark(upload)] });
    for (let part = 0; part < parts; part++) {
      const value = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES);
      await this.store.commit({ put: [{ key: this.#part(snapshot, part), value }] });
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const active: SnapshotPointer = { snapshot, parts, bytes: bytes.length, sha256, ...about };
    // Two processes may fit at once: each removes what falls out by its own write, so that none is left over.
    const outdated = await this.#change(model, ({ active: previous }) => ({ active, previous }), snapshot);
    await this.#remove(outdated);
    return active;
  }

  /** Swaps the active version and the one before. Undefined when there is none before. */
  async rollback(model: string): Promise<SnapshotPointer | undefined> {
    const { previous } = await this.stored(model);
    if (previous === undefined) return undefined;
    await this.load(previous);
    await this.#change(model, (stored) =>
      stored.previous === undefined ? stored : { active: stored.previous, previous: stored.active },
    );
    return previous;
  }

  /** From now on there is none. */
  async forget(model: string): Promise<void> {
    await this.#remove(await this.#change(model, () => ({})));
  }

  /** @throws SINTONIA_SNAPSHOT_INVALID when it is not whole. */
  async load(pointer: SnapshotPointer): Promise<Uint8Array> {
    const bytes = new Uint8Array(pointer.bytes);
    for (let part = 0; part < pointer.parts; part++) {
      const { value } = await this.store.read<Uint8Array>(this.#part(pointer.snapshot, part));
      const from = part * PART_BYTES;
      if (!(value instanceof Uint8Array) || from + value.length > bytes.length) damaged();
      bytes.set(value, from);
    }
    if (createHash('sha256').update(bytes).digest('hex') !== pointer.sha256) damaged();
    return bytes;
  }

  /** Changes which versions there are, in one write. Resolves to those that are left out, marked so that they go whatever happens. */
  async #change(
    model: string,
    change: (stored: StoredModel) => StoredModel,
    uploaded?: string,
  ): Promise<readonly SnapshotPointer[]> {
    return retryOnConflict(async () => {
      const { key, value, unchanged } = await this.#read(model);
      const before = readableOf(value);
      const after = change(before);
      const { active, previous } = after;
      const isEmpty = active === undefined;
      const kept = new Set([active?.snapshot, previous?.snapshot]);
      const outdated = [before.active, before.previous].filter(
        (each): each is SnapshotPointer => each !== undefined && !kept.has(each.snapshot),
      );
      const marks = outdated.map(({ snapshot, parts }) => this.#mark({ snapshot, parts, at: LONG_AGO }));
      const pointer = { key, value: { specVersion: 1, active, ...(previous && { previous }) } as never };
      await this.store.commit({
        check: [unchanged],
        put: [...(isEmpty ? [] : [pointer]), ...marks],
        delete: [...(isEmpty ? [key] : []), ...(uploaded === undefined ? [] : [this.#uploadKey(uploaded)])],
      });
      return outdated;
    });
  }

  async #clearAbandoned(now: number): Promise<void> {
    const uploads = await this.store.list(COLLECTIONS.modelUpload, { limit: 100 });
    await this.#remove(
      uploads.map(({ value }) => value as unknown as Upload).filter(({ at }) => at + ABANDONED_AFTER <= now),
    );
  }

  async #remove(snapshots: readonly Pick<SnapshotPointer, 'snapshot' | 'parts'>[]): Promise<void> {
    for (const { snapshot, parts } of snapshots) {
      const keys = Array.from({ length: parts }, (_, part) => this.#part(snapshot, part));
      await this.store.commit({ delete: [...keys, this.#uploadKey(snapshot)] });
    }
  }

  #mark(upload: Upload) {
    return { key: this.#uploadKey(upload.snapshot), value: { ...upload } };
  }

  #uploadKey(snapshot: string) {
    return this.store.key(COLLECTIONS.modelUpload, snapshot);
  }

  #read(model: string) {
    return this.store.read(this.store.key(COLLECTIONS.model, model));
  }

  #part(snapshot: string, part: number) {
    return this.store.key(COLLECTIONS.modelPart, `${snapshot}/${String(part).padStart(6, '0')}`);
  }
}

/** What can't be read is replaced as if it weren't there. */
function readableOf(value: unknown): StoredModel {
  try {
    return readStoredModel(value);
  } catch {
    return {};
  }
}

function damaged(): never {
  throw new SintoniaError('SNAPSHOT_INVALID', 'A stored model is damaged or was replaced while it was read.');
}
