import { SintoniaError } from '@sintonia/spec';

/** Where one version of a model lies. */
export interface SnapshotPointer {
  readonly snapshot: string;
  readonly parts: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly fittedAt: number;
  /** How many signals there were to learn from. */
  readonly signals: number;
}

/** The versions of a model. */
export interface StoredModel {
  readonly active?: SnapshotPointer | undefined;
  readonly previous?: SnapshotPointer | undefined;
}

/** @throws SINTONIA_SNAPSHOT_INVALID when another version of the software wrote it. */
export function readStoredModel(value: unknown): StoredModel {
  if (value === undefined) return {};
  const { specVersion, active, previous } = value as StoredModel & { readonly specVersion?: unknown };
  if (specVersion !== 1 || active === undefined) {
    throw new SintoniaError('SNAPSHOT_INVALID', 'Another version of the software wrote this model. Fit it anew.');
  }
  return { active, previous };
}
