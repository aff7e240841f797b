/** How far signals of the standard types go, from 0 (not by the person, or against us) to 1. */
export const defaultDepths: Readonly<Record<string, number>> = {
  'Recommendation Viewed': 0,
  'Recommendation Dismissed': 0,
  'Order Refunded': 0,
  'Order Cancelled': 0,
  'Product Removed': 0,
  'Content Skipped': 0,

  'Page Viewed': 0.1,
  'Screen Viewed': 0.1,
  'Products Searched': 0.2,
  'Product Clicked': 0.2,
  'Product Viewed': 0.3,
  'Recommendation Clicked': 0.3,
  'Signed Up': 0.5,
  'Product Added': 0.5,
  'Product Added to Wishlist': 0.6,
  'Checkout Started': 0.7,
  'Recommendation Liked': 0.7,
  'Order Completed': 1,
  'Product Reviewed': 1,

  'Content Played': 0.4,
  'Content Saved': 0.8,
  'Content Completed': 1,
};

/** Of a type that nobody has declared. */
export const OTHER_DEPTH = 0.2;
