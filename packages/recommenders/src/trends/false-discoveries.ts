/**
 * How many of the smallest chances are no accidents, when `looked` were looked at and at most a share `rate` of what is taken may be
 * false (Benjamini & Hochberg, *Controlling the false discovery rate*, 1995).
 *
 * @param chances by rising size
 */
export function discoveries(chances: readonly number[], looked: number, rate: number): number {
  for (let taken = chances.length; taken > 0; taken--) {
    if ((chances[taken - 1] as number) <= (rate * taken) / looked) return taken;
  }
  return 0;
}
