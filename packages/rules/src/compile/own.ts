/** A member of an object itself, never of its prototype; undefined when there is none, or no object. */
export function own(object: object | undefined, name: string): unknown {
  return object !== undefined && Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
}
