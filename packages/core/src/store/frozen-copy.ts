/**
 * A copy of a JSON value that nobody can change, so that it can be handed out again and again. Members that are `undefined`
 * are left out, as JSON does.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as Value;
  const copy: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member = frozenCopy((value as Record<string, unknown>)[name]);
    if (member === undefined) continue;
    // Assigned, it would become the prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: member, enumerable: true });
    else copy[name] = member;
  }
  return Object.freeze(copy) as Value;
}
