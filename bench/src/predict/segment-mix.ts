import type { SegmentRule } from '@sintonia/spec';

/** Signal types of a shop, each with how often it happens. */
export const shopSignals = [
  ...[
    { type: 'Page Viewed', share: 0.4 },
    { type: 'Product Viewed', share: 0.25 },
    { type: 'Products Searched', share: 0.1 },
    { type: 'Product Added', share: 0.08 },
  ],
  ...[
    { type: 'Checkout Started', share: 0.05 },
    { type: 'Order Completed', share: 0.05 },
    { type: 'Recommendation Clicked', share: 0.04 },
    { type: 'Product Reviewed', share: 0.03 },
  ],
] as const;

const WINDOWS = ['1d', '7d', '14d', '30d', '60d', '90d', '180d', '365d'] as const;
export const shopCategories = ['garden', 'kitchen', 'books', 'toys', 'tools', 'sport', 'music', 'pets'] as const;

const at = <Each>(list: readonly Each[], index: number): Each => list[index % list.length] as Each;
const type = (index: number) => at(shopSignals, index).type;

/**
 * What marketers ask for, in about the shares in which they do; no condition twice, so that nothing is shared but what would be.
 * Each kind gives its `index`-th segment.
 */
const kinds: readonly { readonly share: number; condition(index: number): object }[] = [
  // How often they did it lately.
  {
    share: 6,
    condition: (i) => ({ performed: type(i), atLeast: 1 + (i % 7), within: at(WINDOWS, Math.floor(i / 8)) }),
  },
  // The same in one category: half of what is asked about products.
  {
    share: 4,
    condition: (i) => ({
      performed: at(['Product Viewed', 'Product Added', 'Order Completed'], i),
      where: [{ property: 'category', is: at(shopCategories, Math.floor(i / 3)) }],
      atLeast: 1 + (i % 3),
      within: at(WINDOWS, 2 + (i % 5)),
    }),
  },
  // Began and did not finish.
  {
    share: 2,
    condition: (i) => ({
      all: [
        { performed: at(['Product Added', 'Checkout Started'], i), within: at(WINDOWS, i) },
        { not: { performed: 'Order Completed', within: at(WINDOWS, i) } },
      ],
    }),
  },
  { share: 1, condition: (i) => ({ age: at(['lastSeen', 'firstSeen'], i), atLeast: `${30 * (1 + i)}d` }) },
  { share: 2, condition: (i) => ({ measure: at(['revenue', { count: type(i) }], i), atLeast: 2 + i }) },
  { share: 2, condition: (i) => ({ trait: at(['plan', 'city', 'gender'], i), is: `value-${i % 5}` }) },
  {
    share: 1,
    condition: (i) => ({
      sequence: [{ performed: type(i) }, { performed: type(i + 2) }, { performed: 'Order Completed' }].slice(i % 2),
      span: at(['1d', '7d'], i),
      within: at(WINDOWS, 3 + (i % 4)),
    }),
  },
  {
    share: 1,
    condition: (i) => ({ percentile: at(['revenue', { count: type(i) }], i), top: 5 + i, threshold: 3 + i }),
  },
  {
    share: 1,
    condition: (i) => ({ all: [{ inSegment: `segment-${i}` }, { not: { inSegment: `segment-${i + 1}` } }] }),
  },
];

/** So many segments of a shop. */
export function segmentMix(count: number): Record<string, SegmentRule> {
  const turns = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind));
  const used = new Map<object, number>();
  return Object.fromEntries(
    Array.from({ length: count }, (_, place) => {
      // Segments that refer to others come last, so that those are there.
      const kind = at(turns, Math.floor((place * turns.length) / count));
      const index = used.get(kind) ?? 0;
      used.set(kind, index + 1);
      return [`segment-${place}`, { language: 1, rule: kind.condition(index) }];
    }),
  );
}
