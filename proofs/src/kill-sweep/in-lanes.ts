/** So often nothing may be left before we believe it: threads don't make the same calls twice. */
const MISSES = 4;

/** Does turn 0, 1, 2 … some at once, until several in a row say that there is nothing left. Turns that have begun are ended. */
export async function inLanes(lanes: number, take: (turn: number) => Promise<boolean>): Promise<void> {
  let next = 0;
  let misses = 0;
  const lane = async () => {
    while (misses < MISSES) {
      const turn = next;
      next += 1;
      misses = (await take(turn)) ? 0 : misses + 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
