import type { Cost } from '../machine/cost.js';

/** What is fitted, on what: the same for us and for a peer. */
export type FitOrder = {
  /** A line a person. */
  readonly file: string;
  /** At most so many of its lines. */
  readonly people: number;
  readonly threads: number;
} & (
  | {
      readonly model: 'als';
      readonly rank: number;
      readonly iterations: number;
      /** c, how much an entry counts; every other cell counts 1. */
      readonly weight: number;
      /** λ */
      readonly regularisation: number;
    }
  | {
      readonly model: 'cosine-lists';
      /** K */
      readonly length: number;
    }
);

export type FitCost = Cost & {
  /** Of ALS: what it makes small. */
  readonly loss?: number;
};

// α₀ = .01 and λ = .002 in the terms of Rendle et al. (2021), times 100 in those of Hu et al.: what fits Gowalla best.
const als = { model: 'als', iterations: 10, weight: 100, regularisation: 0.2 } as const;

/** What the suite fits: factors of three sizes, or of the one that so few items allow, and item lists. */
export function fitOrders(on: Pick<FitOrder, 'file' | 'people' | 'threads'>, items: number): readonly FitOrder[] {
  const ranks = [64, 128, 256].filter((rank) => rank < items);
  return [
    ...(ranks.length > 0 ? ranks : [4]).map((rank) => ({ ...on, ...als, rank })),
    { ...on, model: 'cosine-lists', length: 500 },
  ];
}

export const orderName = (order: FitOrder): string => (order.model === 'als' ? `als-${order.rank}` : order.model);
