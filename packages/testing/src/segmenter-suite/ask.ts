import type { FitContext, Membership, Prediction, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { fitContext } from '../fit-context.js';
import { type Customers, generateCustomers } from '../generate-customers.js';

export const NOW = Date.UTC(2026, 0, 1);
export const shop = generateCustomers({ seed: 5, people: 120, now: NOW });
export const otherShop = generateCustomers({ seed: 6, people: 80, now: NOW });

/** Somebody of whom nothing is known. */
export const stranger: SegmenterRequest = {
  profile: { person: 'nobody', anonymousIds: [], traits: {}, counts: {}, revenue: 0, computed: {} },
  history: { signals: [], interactions: [] },
  now: NOW,
};

export function contextOf({ profiles, signals, interactions }: Omit<Customers, 'requests'>, batch = 100): FitContext {
  return fitContext({ now: NOW, profiles, signals, interactions, batch });
}

/** A segmenter that has learnt from a shop. One that learns nothing comes as it is. */
export async function fitted(create: () => Promise<Segmenter>, customers: Customers = shop): Promise<Segmenter> {
  const segmenter = await create();
  await segmenter.fit?.(contextOf(customers));
  return segmenter;
}

type Assigned = readonly Omit<Membership, 'segmenter'>[];

/** What it says of everybody in the shop. */
export function everybody(segmenter: Segmenter): readonly Assigned[] {
  return shop.requests.map((request) => segmenter.assign(request));
}

/** What it predicts of everybody in the shop. */
export function predictedOfEverybody(segmenter: Segmenter): readonly (readonly Prediction[])[] {
  return shop.requests.map((request) => segmenter.predict?.(request) ?? []);
}
