import { SintoniaError } from '@sintonia/spec';
import type { Rule } from '../language/rule.js';
import { segmentsIn } from './references-in.js';

/**
 * Checks that no rule asks, by way of others or at once, for its own answer. References to segments that are not among the
 * rules are fine.
 *
 * @returns the names in an order in which each comes after all that it refers to.
 * @throws SINTONIA_INPUT_INVALID that names a segment of the cycle; `details.cycle` lists it, first name repeated at the end.
 */
export function assertAcyclic(rules: Readonly<Record<string, Rule>>): string[] {
  const references = new Map(Object.entries(rules).map(([name, { rule }]) => [name, segmentsIn(rule)]));
  const done = new Set<string>();
  for (const start of references.keys()) follow(start, references, done);
  return [...done];
}

/** Depth first with a stack of its own: a chain may be longer than the stack of calls is deep. */
function follow(start: string, references: ReadonlyMap<string, readonly string[]>, done: Set<string>): void {
  const path = new Map<string, Iterator<string>>();
  const enter = (name: string) => path.set(name, (references.get(name) ?? []).values());
  const trail: string[] = [];
  const push = (name: string) => {
    if (done.has(name) || !references.has(name)) return;
    if (path.has(name)) return refuse([...trail.slice(trail.indexOf(name)), name]);
    enter(name);
    trail.push(name);
  };
  push(start);
  for (let at = trail.at(-1); at !== undefined; at = trail.at(-1)) {
    const next = path.get(at)?.next();
    if (next !== undefined && !next.done) push(next.value);
    else {
      done.add(at);
      path.delete(at);
      trail.pop();
    }
  }
}

function refuse(cycle: readonly string[]): never {
  const shown = cycle.length > 8 ? [...cycle.slice(0, 4), '…', ...cycle.slice(-3)] : cycle;
  const field = cycle[0];
  throw new SintoniaError('INPUT_INVALID', `Segments refer to themselves: ${shown.join(' → ')}.`, {
    field,
    details: { cycle },
  });
}
