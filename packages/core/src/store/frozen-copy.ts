/**
 * A copy of a JSON value that nobody can change, so that it can be handed out again and again. Members that are `undefined`
 * are left out, as JSON does.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as Value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.freeze(Object.fromEntries(members.map(([name, member]) => [name, frozenCopy(member)]))) as Value;
}
