import { DAY, type Signal } from '@sintonia/spec';
import { OTHER_DEPTH } from './default-depths.js';
import { type EngagementPart, type EngagementSettings, engagementParts } from './engagement-options.js';

/** What somebody did lately, as far as the score asks. The order of the signals does not matter, nor how often one is seen. */
export class Activity {
  readonly #settings: EngagementSettings;
  readonly #now: number;
  readonly #days = new Set<number>();
  readonly #types = new Set<string>();
  #last = -Infinity;
  #deepest: { readonly type: string; readonly depth: number } | undefined;

  constructor(settings: EngagementSettings, now: number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Clocks differ: what is dated ahead of ours has just happened. Returns whether the signal counts. */
  add({ type, timestamp }: Signal): boolean {
    const at = Math.min(timestamp, this.#now);
    const depth = this.#settings.depths.get(type) ?? OTHER_DEPTH;
    if (depth === 0 || this.#now - at >= this.#settings.withinDays * DAY) return false;
    this.#days.add(Math.floor(at / DAY));
    this.#types.add(type);
    this.#last = Math.max(this.#last, at);
    const deepest = this.#deepest;
    if (!deepest || depth > deepest.depth || (depth === deepest.depth && type < deepest.type)) {
      this.#deepest = { type, depth };
    }
    return true;
  }

  /** The score and what adds up to it; none for who did nothing lately. */
  get score(): EngagementScore | undefined {
    if (!this.#deepest) return undefined;
    const { weights, halfLifeDays, fullDays, fullTypes } = this.#settings;
    const days = Math.floor((this.#now - this.#last) / DAY);
    const shares: Record<EngagementPart, number> = {
      recency: 0.5 ** (days / halfLifeDays),
      frequency: Math.min(1, this.#days.size / fullDays),
      breadth: Math.min(1, this.#types.size / fullTypes),
      depth: this.#deepest.depth,
    };
    const facts = {
      recency: { value: days, unit: 'days' },
      frequency: { value: this.#days.size, unit: 'active days' },
      breadth: { value: this.#types.size, unit: 'types of signals' },
      depth: { value: this.#deepest.type },
    };
    // Rounded before they are added up, so that whoever adds them up again gets the same.
    const parts = engagementParts.map((part) => ({
      measure: part,
      ...facts[part],
      contribution: rounded(weights[part] * shares[part]),
    }));
    return { score: rounded(parts.reduce((sum, { contribution }) => sum + contribution, 0)), parts };
  }
}

export interface EngagementScore {
  /** 0 to 100, two decimal places. */
  readonly score: number;
  readonly parts: readonly {
    readonly measure: EngagementPart;
    readonly value: number | string;
    readonly unit?: string;
    readonly contribution: number;
  }[];
}

const rounded = (points: number): number => Math.round(points * 100) / 100;
