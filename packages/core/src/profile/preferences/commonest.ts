/** The text that comes most often; of several the first in order. Undefined without any. */
export function commonest(texts: Iterable<string>): string | undefined {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  const order = ([one, a]: [string, number], [other, b]: [string, number]) => b - a || (one < other ? -1 : 1);
  return [...times].sort(order)[0]?.[0];
}
