/**
 * Numbers from 0 (with) to 1 (without), the same for the same seed. Mulberry32 (Ettinger, 2017).
 *
 * @param seed a whole number
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Puts the entries in a random order, in place (Fisher & Yates; Durstenfeld, 1964). */
export function shuffle<Entries extends { [at: number]: number; readonly length: number }>(
  entries: Entries,
  random: () => number,
): Entries {
  for (let at = entries.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const entry = entries[at] as number;
    entries[at] = entries[other] as number;
    entries[other] = entry;
  }
  return entries;
}
