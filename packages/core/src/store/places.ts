import { firstWhere } from './sorted-list.js';

/** From 0 up to `length`, or down, from behind a place on. */
export function* allPlaces(length: number, behind: number | undefined, isForward: boolean): Generator<number> {
  if (isForward) for (let place = behind === undefined ? 0 : behind + 1; place < length; place += 1) yield place;
  else for (let place = Math.min(behind ?? length, length) - 1; place >= 0; place -= 1) yield place;
}

/** What is in some lists, each of which ascends and none of which has a place of another: up or down, from behind a place on. */
export function* mergedPlaces(
  lists: readonly (readonly number[])[],
  behind: number | undefined,
  isForward: boolean,
): Generator<number> {
  const step = isForward ? 1 : -1;
  const indexes = lists.map((places) => firstIndex(places, behind, isForward));
  for (;;) {
    let next: number | undefined;
    let from = 0;
    for (let list = 0; list < lists.length; list += 1) {
      const place = lists[list]?.[indexes[list] as number];
      if (place === undefined || (next !== undefined && place * step > next * step)) continue;
      next = place;
      from = list;
    }
    if (next === undefined) return;
    indexes[from] = (indexes[from] as number) + step;
    yield next;
  }
}

function firstIndex(places: readonly number[], behind: number | undefined, isForward: boolean): number {
  if (isForward) return behind === undefined ? 0 : firstWhere(places, (other) => other > behind);
  return (behind === undefined ? places.length : firstWhere(places, (other) => other >= behind)) - 1;
}
