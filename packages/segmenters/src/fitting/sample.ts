/** At most so many, evenly from all. */
export function sample<Each>(all: readonly Each[], most: number): readonly Each[] {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(all.length, most) }, (_, index) => all[Math.floor(index * step)] as Each);
}
