/** The stages, from first notice to faithfulness. `lapsed` is who was in one of them, and is heard of no more. */
export const lifecycleSegments = ['awareness', 'consideration', 'decision', 'retention', 'lapsed'] as const;

export type LifecycleSegment = (typeof lifecycleSegments)[number];

/** A stage that signals tell of. */
export type LifecycleStageName = Exclude<LifecycleSegment, 'lapsed'>;

export interface LifecycleStage {
  /** Signal types that tell of it. At least one. */
  readonly signals: readonly string[];
  /** How many of them, of any type, it takes. 1 to 1,000. Default: 1. */
  readonly atLeast?: number;
  /** The window in which they have to lie. 1 to 3,650 days. */
  readonly withinDays: number;
}

export type LifecycleStages = Readonly<Record<LifecycleStageName, LifecycleStage>>;

/** For shops: names of Segment's e-commerce events. */
export const commerceStages: LifecycleStages = {
  awareness: {
    signals: [
      ...['Page Viewed', 'Screen Viewed', 'Signed Up', 'Products Searched', 'Product List Viewed', 'Promotion Viewed'],
      ...['Promotion Clicked', 'Recommendation Viewed'],
    ],
    withinDays: 90,
  },
  consideration: {
    signals: [
      ...['Product Viewed', 'Product Clicked', 'Product Added to Wishlist', 'Product Shared', 'Recommendation Clicked'],
      ...['Recommendation Liked', 'Product List Filtered'],
    ],
    withinDays: 60,
  },
  decision: {
    signals: [
      ...['Product Added', 'Cart Viewed', 'Checkout Started', 'Checkout Step Completed', 'Payment Info Entered'],
      ...['Coupon Entered', 'Coupon Applied', 'Wishlist Product Added to Cart'],
    ],
    withinDays: 30,
  },
  retention: { signals: ['Order Completed'], withinDays: 180 },
};

/** For media: who comes back to what they finished stays. Windows are shorter, for people come oftener than to a shop. */
export const mediaStages: LifecycleStages = {
  awareness: {
    signals: ['Page Viewed', 'Screen Viewed', 'Signed Up', 'Recommendation Viewed', 'Products Searched'],
    withinDays: 60,
  },
  consideration: { signals: ['Content Played', 'Content Skipped', 'Recommendation Clicked'], withinDays: 30 },
  decision: { signals: ['Content Completed', 'Content Saved', 'Recommendation Liked'], withinDays: 30 },
  retention: { signals: ['Content Completed', 'Content Saved'], atLeast: 5, withinDays: 30 },
};
