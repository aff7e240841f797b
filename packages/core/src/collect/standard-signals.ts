import type { SignalDefinitions } from '@sintonia/spec';

/**
 * What the names of Segment's e-commerce events, and ours for media and lists, mean unless declared otherwise. Weights are
 * relative to a purchase, which is 1.
 */
export const standardSignals: SignalDefinitions = {
  'Page Viewed': { weight: 0.05, halfLifeDays: 30 },
  'Screen Viewed': { weight: 0.05, halfLifeDays: 30 },
  'Signed Up': { weight: 0 },

  'Products Searched': { weight: 0 },
  'Product Clicked': { weight: 0.1, halfLifeDays: 60 },
  'Product Viewed': { weight: 0.2, halfLifeDays: 60 },
  'Product Added': { weight: 0.5, halfLifeDays: 90 },
  'Product Removed': { weight: 0.3, halfLifeDays: 90, polarity: 'negative' },
  'Product Added to Wishlist': { weight: 0.6, halfLifeDays: 180 },
  'Checkout Started': { weight: 0.5, halfLifeDays: 90 },
  'Order Completed': { weight: 1, halfLifeDays: 365, consumes: true, revenue: true },
  'Order Refunded': { weight: 1, halfLifeDays: 365, consumes: true, revenue: true, polarity: 'negative' },
  'Product Reviewed': { weight: 0.3, halfLifeDays: 365 },

  'Content Played': { weight: 0.5, halfLifeDays: 90, consumes: true },
  'Content Skipped': { weight: 0.5, halfLifeDays: 90, consumes: true, polarity: 'negative' },
  'Content Completed': { weight: 1, halfLifeDays: 180, consumes: true },
  'Content Saved': { weight: 1, halfLifeDays: 365, consumes: true },

  'Message Opened': { weight: 0 },
  'Message Clicked': { weight: 0 },
  'Message Complained': { weight: 0 },
  'Message Unsubscribed': { weight: 0 },

  'Recommendation Viewed': { weight: 0 },
  'Recommendation Clicked': { weight: 0.2, halfLifeDays: 60 },
  'Recommendation Liked': { weight: 1, halfLifeDays: 180 },
  'Recommendation Dismissed': { weight: 1, halfLifeDays: 365, polarity: 'negative' },
};
