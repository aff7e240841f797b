import type { Cost } from '../machine/cost.js';

/** What is fitted, on what. */
export interface GrowthOrder {
  readonly model: GrowthModel;
  readonly data:
    | { readonly people: number; readonly items: number; readonly signals: number }
    | { readonly file: string; readonly people: number };
}

export const growthModels = ['item-lists', 'factors'] as const;

export type GrowthModel = (typeof growthModels)[number];

export interface Grown extends Cost {
  readonly interactions: number;
  /** Σ over people of (their items)²: what item lists cost. */
  readonly pairs: number;
  /** What `estimate()` said before. */
  readonly estimatedBytes: number;
  readonly snapshotBytes: number;
}
