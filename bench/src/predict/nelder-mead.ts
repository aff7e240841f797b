/** Of the best and the worst corner, and of the largest step between corners. */
const TOLERANCE = 1e-8;
const MOST_EVALUATIONS = 5_000;

/**
 * The nearest minimum by values alone, as most packages fit purchase models: the plain simplex that ours is timed beside.
 *
 * Source: Nelder & Mead, A simplex method for function minimization, *The Computer Journal* 7 (1965).
 */
export function nelderMead(objective: (point: readonly number[]) => number, start: readonly number[]) {
  let evaluations = 0;
  const cornerAt = (point: readonly number[]) => {
    evaluations++;
    return { point, value: objective(point) };
  };
  let corners = [start, ...start.map((each, index) => start.with(index, each + 0.5))].map(cornerAt);
  while (evaluations < MOST_EVALUATIONS) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst, nextWorst] = [corners[0], corners.at(-1), corners.at(-2)] as [Corner, Corner, Corner];
    const size = Math.max(
      ...corners.flatMap(({ point }) => point.map((each, at) => Math.abs(each - (best.point[at] ?? 0)))),
    );
    if (worst.value - best.value < TOLERANCE * Math.abs(best.value) && size < TOLERANCE ** 0.5) break;
    const others = corners.slice(0, -1);
    const centre = start.map((_, at) => others.reduce((sum, { point }) => sum + (point[at] ?? 0), 0) / others.length);
    const along = (length: number) =>
      cornerAt(centre.map((each, at) => each + length * ((worst.point[at] ?? 0) - each)));
    const reflected = along(-1);
    let better = reflected;
    if (reflected.value < best.value) {
      const expanded = along(-2);
      if (expanded.value < reflected.value) better = expanded;
    } else if (reflected.value >= nextWorst.value) better = along(reflected.value < worst.value ? -0.5 : 0.5);
    if (better.value < worst.value && better.value <= reflected.value) corners = [...others, better];
    else corners = corners.map(({ point }) => cornerAt(point.map((each, at) => (each + (best.point[at] ?? 0)) / 2)));
  }
  const [best] = corners.sort((a, b) => a.value - b.value) as [Corner];
  return { ...best, evaluations };
}

interface Corner {
  readonly point: readonly number[];
  readonly value: number;
}
