/** The `count` best by inner product, as anybody would write it: a scan and a short list kept in order. */
export function plainScan(
  vectors: Float32Array,
  query: Float32Array,
  count: number,
  excluded: ReadonlySet<number>,
): readonly number[] {
  const best: { readonly row: number; readonly score: number }[] = [];
  const dimension = query.length;
  for (let row = 0, at = 0; row < vectors.length / dimension; row++, at += dimension) {
    let score = 0;
    for (let d = 0; d < dimension; d++) score += (vectors[at + d] as number) * (query[d] as number);
    const last = best[count - 1];
    if ((last !== undefined && score <= last.score) || excluded.has(row)) continue;
    let place = Math.min(best.length, count - 1);
    while (place > 0 && (best[place - 1] as { score: number }).score < score) place--;
    best.splice(place, 0, { row, score });
    if (best.length > count) best.pop();
  }
  return best.map(({ row }) => row);
}
