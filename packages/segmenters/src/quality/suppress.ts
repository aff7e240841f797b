/** A cell of counts: `null` is one that is not told: few people, or nobody. */
export type Count = number | null;

/**
 * Leaves out counts from 1 to under `smallest`. What is left out alone in its row or column could be found by subtraction from
 * the totals, so the smallest other of that line is left out with it: one with nobody, where there is one.
 */
export function suppress(counts: readonly (readonly number[])[], smallest: number): readonly (readonly Count[])[] {
  const told: Count[][] = counts.map((row) => row.map((count) => (count > 0 && count < smallest ? null : count)));
  const width = counts[0]?.length ?? 0;
  const cell = (row: number, column: number) => ({ row, column });
  const lines = [
    ...counts.map((_, row) => Array.from({ length: width }, (_, column) => cell(row, column))),
    ...Array.from({ length: width }, (_, column) => counts.map((_, row) => cell(row, column))),
  ];
  // Each round leaves out one more cell, so this ends.
  for (let changed = true; changed; ) {
    changed = false;
    for (const line of lines) {
      const left = line.filter(({ row, column }) => told[row]?.[column] === null);
      const rest = line.filter(({ row, column }) => told[row]?.[column] !== null);
      if (left.length !== 1 || rest.length === 0) continue;
      const next = rest.reduce((least, each) => (at(told, each) < at(told, least) ? each : least));
      (told[next.row] as Count[])[next.column] = null;
      changed = true;
    }
  }
  return told;
}

const at = (told: readonly (readonly Count[])[], { row, column }: { row: number; column: number }): number =>
  told[row]?.[column] ?? 0;
