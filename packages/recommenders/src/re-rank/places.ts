import type { Item } from '@sintonia/spec';
import type { CompiledQuota, ReRankSettings } from './read-re-rank-options.js';
import { valuesOf } from './values-of.js';

/** What quotas and spread make of one candidate. */
export interface Standing {
  /** Of each quota, whether the item meets it. */
  readonly meets: readonly boolean[];
  /** Of each attribute that is spread, the item's values. */
  readonly values: readonly (readonly string[])[];
}

/** The places of a list that is being filled: what quotas and spread still demand and forbid. */
export class Places {
  readonly #quotas: readonly CompiledQuota[];
  readonly #spread: ReRankSettings['spread'];
  readonly #taken: number[];
  readonly #counts: Map<string, number>[];
  #left: number;

  constructor({ quotas, spread }: Pick<ReRankSettings, 'quotas' | 'spread'>, limit: number) {
    this.#quotas = quotas;
    this.#spread = spread;
    this.#taken = quotas.map(() => 0);
    this.#counts = spread.map(() => new Map());
    this.#left = limit;
  }

  get left(): number {
    return this.#left;
  }

  standingOf(item: Item | undefined): Standing {
    return {
      meets: this.#quotas.map(({ meets }) => meets(item)),
      values: this.#spread.map(({ attribute }) => valuesOf(item, attribute)),
    };
  }

  /** Whether one more of these would break no limit. */
  hasRoomFor({ meets, values }: Standing): boolean {
    return (
      this.#quotas.every(({ atMost }, index) => !meets[index] || (this.#taken[index] as number) < atMost) &&
      this.#spread.every(({ most }, index) =>
        (values[index] as readonly string[]).every((value) => (this.#counts[index]?.get(value) ?? 0) < most),
      )
    );
  }

  /**
   * The quota that this place must serve, or the next ones could not: the first whose need, with that of all others, fills what
   * is left. An item that serves two counts for both, so this is careful rather than late.
   *
   * @param available of each quota, how many candidates are left that serve it.
   */
  mustServe(available: readonly number[]): number | undefined {
    const needs = this.#quotas.map(({ atLeast }, index) =>
      Math.min(atLeast - (this.#taken[index] as number), available[index] as number),
    );
    const open = needs.filter((need) => need > 0).reduce((sum, need) => sum + need, 0);
    if (open < this.#left) return undefined;
    const index = needs.findIndex((need) => need > 0);
    return index === -1 ? undefined : index;
  }

  nameOf(quota: number): string {
    return (this.#quotas[quota] as CompiledQuota).name;
  }

  take(standing: Standing): void {
    this.#left--;
    this.#count(standing, 1);
  }

  /** Whether one may stand where another stands: no limit is broken by it, and no quota left short. */
  mayReplace(before: Standing, after: Standing): boolean {
    const isKept = this.#quotas.every(({ atLeast, atMost }, index) => {
      const taken = this.#taken[index] as number;
      const change = Number(after.meets[index]) - Number(before.meets[index]);
      return change === 0 || (change > 0 ? taken < atMost : taken > atLeast);
    });
    const isSpread = this.#spread.every(({ most }, index) =>
      (after.values[index] as readonly string[]).every(
        (value) => before.values[index]?.includes(value) || (this.#counts[index]?.get(value) ?? 0) < most,
      ),
    );
    return isKept && isSpread;
  }

  replace(before: Standing, after: Standing): void {
    this.#count(before, -1);
    this.#count(after, 1);
  }

  #count({ meets, values }: Standing, by: 1 | -1): void {
    meets.forEach((isMet, index) => {
      if (isMet) this.#taken[index] = (this.#taken[index] as number) + by;
    });
    values.forEach((own, index) => {
      const counts = this.#counts[index] as Map<string, number>;
      for (const value of own) counts.set(value, (counts.get(value) ?? 0) + by);
    });
  }
}
