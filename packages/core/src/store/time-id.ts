/** A moment as the beginning of an id, so that ids sort by time. */
export function timeId(at: number): string {
  return String(Math.max(0, Math.trunc(at))).padStart(15, '0');
}
