/** Runs `work` on every item, at most `limit` at a time, each as soon as those it waits for are done. */
export async function inTurn<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
  waitsFor: (item: T) => readonly T[] = () => [],
): Promise<void> {
  const waiting = new Set(items);
  const done = new Set<T>();
  const running = new Set<Promise<void>>();

  while (waiting.size > 0 || running.size > 0) {
    for (const item of waiting) {
      if (running.size >= limit) break;
      if (!waitsFor(item).every((other) => done.has(other) || !items.includes(other))) continue;
      waiting.delete(item);
      const run: Promise<void> = work(item).then(() => {
        done.add(item);
        running.delete(run);
      });
      run.catch(() => {}); // the race below tells of the first failure; later ones must not be "unhandled"
      running.add(run);
    }
    if (running.size === 0) throw new Error(`These wait for each other in a circle: ${[...waiting].join(', ')}`);
    await Promise.race(running);
  }
}
