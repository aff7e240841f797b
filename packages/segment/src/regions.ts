/** Where Segment lies, by region. A workspace in the EU that writes to the other address hears 200 and sees nothing. */
export const regions = {
  us: { batch: 'https://api.segment.io/v1/batch', publicApi: 'https://api.segmentapis.com' },
  eu: { batch: 'https://events.eu1.segmentapis.com/v1/batch', publicApi: 'https://eu1.api.segmentapis.com' },
} as const;
