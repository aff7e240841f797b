type Path = readonly (string | number)[];

/** Every place within a value, itself first; at most 500. */
export function leavesOf(value: unknown): Path[] {
  const paths: Path[] = [[]];
  for (const path of paths) {
    const place = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);
    if (typeof place !== 'object' || place === null) continue;
    for (const key of Object.keys(place)) if (paths.length < 500) paths.push([...path, key]);
  }
  return paths;
}

/** A copy with another value at this place; `undefined` removes what was there. */
export function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  if (rest.length === 0 && by === undefined) delete copy[key];
  else copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** The same value, frozen to its leaves. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
