/** The places of the scores, lowest first; equal ones in the order of their places. */
export function byScore(scores: ArrayLike<number>): Uint32Array {
  const places = Uint32Array.from({ length: scores.length }, (_, at) => at);
  return places.sort((a, b) => (scores[a] as number) - (scores[b] as number) || a - b);
}

/** Calls `visit` with each run of equal scores in `order`: from its first place in `order` to after its last. */
export function eachTie(
  scores: ArrayLike<number>,
  order: Uint32Array,
  visit: (from: number, to: number) => void,
): void {
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from] as number];
    let to = from + 1;
    while (to < order.length && scores[order[to] as number] === score) to++;
    visit(from, to);
    from = to;
  }
}
