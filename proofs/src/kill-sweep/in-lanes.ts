/** Does turn 0, 1, 2 … some at once, until one says that there is nothing left. Turns that have begun are ended. */
export async function inLanes(lanes: number, take: (turn: number) => Promise<boolean>): Promise<void> {
  let next = 0;
  let more = true;
  const lane = async () => {
    while (more) {
      const turn = next;
      next += 1;
      if (!(await take(turn))) more = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
