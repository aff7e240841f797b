import type { Condition } from '../language/condition.js';

/** A condition, or a builder that has one. */
export type Buildable<C = Condition> = C | { toJSON(): C };

/** What a builder has. */
export type Built<B> = B extends { toJSON(): infer C } ? C : B;

export function built<B extends object>(buildable: B): Built<B> {
  return 'toJSON' in buildable && typeof buildable.toJSON === 'function' ? buildable.toJSON() : (buildable as Built<B>);
}
