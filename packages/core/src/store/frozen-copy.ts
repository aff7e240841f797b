/**
 * A copy of a JSON value that nobody can change, so that it can be handed out again and again. Members that are `undefined`
 * are left out, as JSON does.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((each) => frozenCopy(each))) as Value;
  // A spread takes over a member named `__proto__` as one, so that it never becomes the prototype.
  const copy = { ...value } as Record<string, unknown>;
  for (const name of Object.keys(copy)) {
    const member = copy[name];
    if (member === undefined) delete copy[name];
    else if (typeof member === 'object') copy[name] = frozenCopy(member);
  }
  return Object.freeze(copy) as Value;
}
