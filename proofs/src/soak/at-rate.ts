import { setTimeout as pause } from 'node:timers/promises';

/** So many may be under way: who can't keep up falls behind, and shows it, instead of filling its memory. */
const MOST_UNDER_WAY = 64;
/** Between looks at the clock. Milliseconds. */
const BEAT = 5;

/** Does something so often a second, numbered from 0, for so many seconds. Resolves, once all is done, to how often it was begun. */
export async function atRate(
  perSecond: number,
  seconds: number,
  act: (number: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  const underWay = new Set<Promise<unknown>>();
  let number = 0;
  for (;;) {
    const elapsed = (performance.now() - started) / 1000;
    if (elapsed >= seconds) break;
    while (number < elapsed * perSecond && underWay.size < MOST_UNDER_WAY) {
      const doing: Promise<unknown> = act(number).finally(() => underWay.delete(doing));
      underWay.add(doing);
      number += 1;
    }
    await pause(BEAT);
  }
  await Promise.all(underWay);
  return number;
}
