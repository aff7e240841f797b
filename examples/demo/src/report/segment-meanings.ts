/** What a segment means, in a few words. */
const meanings: Readonly<Record<string, string>> = {
  champions: 'bought lately, often and for much',
  loyal: 'come back, and not long ago',
  potential: 'here not long ago, but seldom so far',
  new: 'one order, just now',
  'at-risk': 'used to come back, not seen for a while',
  lost: 'seldom here, and long ago',
};

export function meaningOf(segment: string): string {
  return meanings[segment] ?? '';
}
