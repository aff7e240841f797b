import { createHash, randomUUID } from 'node:crypto';
import { SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { TenantStore } from '../store/tenant-store.js';

/** Which snapshot of a model is the active one. */
export interface SnapshotPointer {
  readonly snapshot: string;
  readonly parts: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly fittedAt: number;
  /** How many signals there were to learn from. */
  readonly signals: number;
}

const PART_BYTES = 1_048_576;

/** Keeps models in the store: written in parts, then activated by one small write, so that a reader sees the old or the new. */
@injectable()
export class ModelSnapshots {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  async pointerOf(model: string): Promise<SnapshotPointer | undefined> {
    return (await this.#pointer(model)).value;
  }

  async save(model: string, bytes: Uint8Array, about: { fittedAt: number; signals: number }): Promise<SnapshotPointer> {
    const snapshot = randomUUID();
    const parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
    for (let part = 0; part < parts; part++) {
      const value = bytes.slice(part * PART_BYTES, (part + 1) * PART_BYTES);
      await this.store.commit({ put: [{ key: this.#part(snapshot, part), value }] });
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const pointer: SnapshotPointer = { snapshot, parts, bytes: bytes.length, sha256, ...about };
    // Two processes may fit at once: each removes the one that it replaces, so that none is left over.
    const previous = await retryOnConflict(async () => {
      const { key, value, unchanged } = await this.#pointer(model);
      await this.store.commit({ check: [unchanged], put: [{ key, value: { ...pointer } }] });
      return value;
    });
    if (previous) await this.#remove(previous);
    return pointer;
  }

  /** From now on there is none. */
  async forget(model: string): Promise<void> {
    const previous = await retryOnConflict(async () => {
      const { key, value, unchanged } = await this.#pointer(model);
      if (value) await this.store.commit({ check: [unchanged], delete: [key] });
      return value;
    });
    if (previous) await this.#remove(previous);
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

  async #remove(pointer: SnapshotPointer): Promise<void> {
    const parts = Array.from({ length: pointer.parts }, (_, part) => this.#part(pointer.snapshot, part));
    await this.store.commit({ delete: parts });
  }

  #pointer(model: string) {
    return this.store.read<SnapshotPointer>(this.store.key(COLLECTIONS.model, model));
  }

  #part(snapshot: string, part: number) {
    return this.store.key(COLLECTIONS.modelPart, `${snapshot}/${String(part).padStart(6, '0')}`);
  }
}

function damaged(): never {
  throw new SintoniaError('SNAPSHOT_INVALID', 'A stored model is damaged or was replaced while it was read.');
}
