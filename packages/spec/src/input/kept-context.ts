import type { JsonObject, JsonValue } from '../json.js';

const LONGEST = 200;

/**
 * What is kept of an event's context, by name. Neither the IP address nor the user agent, nor a page's query, in which tokens
 * and addresses travel.
 */
const kept: readonly (readonly [name: string, parts: readonly string[] | true])[] = [
  ['locale', true],
  ['timezone', true],
  ['page', ['path', 'referrer', 'title']],
  ['campaign', ['name', 'source', 'medium', 'term', 'content']],
  ['device', ['type', 'manufacturer', 'model']],
  ['os', ['name', 'version']],
  ['app', ['name', 'version']],
];

/** The part of a context that is kept: short texts, numbers and flags. `undefined` where there is none. */
export function keptContext(context: unknown): JsonObject | undefined {
  if (typeof context !== 'object' || context === null) return undefined;
  const given = context as Readonly<Record<string, unknown>>;
  let all: Record<string, JsonValue> | undefined;
  for (const [name, parts] of kept) {
    if (!Object.hasOwn(given, name)) continue;
    const value = parts === true ? keptScalar(given[name], name) : keptParts(given[name], parts);
    if (value === undefined) continue;
    all ??= {};
    all[name] = value;
  }
  return all;
}

function keptParts(value: unknown, names: readonly string[]): JsonObject | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  let all: Record<string, JsonValue> | undefined;
  for (const name of names) {
    const scalar = Object.hasOwn(value, name) ? keptScalar((value as Record<string, unknown>)[name], name) : undefined;
    if (scalar === undefined) continue;
    all ??= {};
    all[name] = scalar;
  }
  return all;
}

function keptScalar(value: unknown, name: string): JsonValue | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value === '') return undefined;
  const end = name === 'referrer' ? value.search(/[?#]/) : -1;
  const text = end === -1 ? value : value.slice(0, end);
  return (text.length > LONGEST ? text.slice(0, LONGEST) : text).toWellFormed();
}
