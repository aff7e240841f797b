/** What one fit left behind. */
export interface ModelVersion {
  /** Milliseconds since 1970. */
  readonly fittedAt: number;
  /** How many signals it had to learn from. */
  readonly signals: number;
  /** Size of its snapshot. */
  readonly bytes: number;
}

/** A model as it lies in the store, for every process. */
export interface ModelStatus {
  readonly name: string;
  /** The version in use. Absent while nothing was learnt. */
  readonly active?: ModelVersion;
  /** The one that it replaced, for `rollback`. */
  readonly previous?: ModelVersion;
}

/** The snapshots of what learns: recommenders and segmenters, by name. */
export interface Models {
  list(): Promise<readonly ModelStatus[]>;
  /**
   * Takes the version before into use again, here at once and in other processes with their next tick. Calling it again takes it
   * back. The next fit replaces it, so with `fitting: 'automatic'` find out first what was wrong.
   *
   * @throws SINTONIA_MODEL_UNKNOWN (`name`) when there is no such model, or no version before; SINTONIA_SNAPSHOT_INVALID when that one is
   *   damaged, and the active one stays.
   */
  rollback(name: string): Promise<ModelStatus>;
}
