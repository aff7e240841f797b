/**
 * Works until the time is up or there is nothing left to do.
 *
 * @param work does some of it and says how much; 0 when nothing was left.
 * @returns how much was done a second.
 */
export async function rate(seconds: number, work: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const end = start + seconds * 1_000;
  let done = 0;
  for (;;) {
    const some = await work();
    done += some;
    const now = performance.now();
    if (some === 0 || now >= end) return done / ((now - start) / 1_000);
  }
}
