import { createHash } from 'node:crypto';
import type { JsonValue, Signal, TraitValue } from '@sintonia/spec';
import { type CompiledTrait, compileTrait } from './compile-trait.js';
import type { TraitDeclarations } from './trait-declaration.js';
import type { TraitMoment } from './trait-memory.js';

/** By name of the trait. One that no signal has said anything about is left out. */
export type TraitStates = Readonly<Record<string, JsonValue>>;

interface NamedTrait extends CompiledTrait {
  readonly name: string;
}

/** To be raised when states take another form, so that old ones are not misread. */
const FORM = 1;

/** The declared traits of one engine, found by the types of signals that they listen to. */
export class ComputedTraits {
  /** Tells states of these declarations from those of others. */
  readonly of: string;
  readonly #all: readonly NamedTrait[];
  readonly #names: ReadonlySet<string>;
  /** The same for each trait, by its name. */
  readonly marks: Readonly<Record<string, string>>;
  readonly #byType = new Map<string, NamedTrait[]>();

  /** @throws SINTONIA_INPUT_* */
  constructor(declarations: TraitDeclarations) {
    const named = Object.entries(declarations).sort(([one], [other]) => (one < other ? -1 : 1));
    this.#all = named.map(([name, each]) => ({ name, ...compileTrait({ ...each }, `traits.${name}`) }));
    this.#names = new Set(this.#all.map(({ name }) => name));
    for (const trait of this.#all) {
      for (const type of new Set(trait.types)) this.#byType.set(type, [...(this.#byType.get(type) ?? []), trait]);
    }
    this.of = markOf(named);
    this.marks = Object.fromEntries(named.map(([name, declaration]) => [name, markOf(declaration)]));
  }

  /** The states after these signals; the same object when they say nothing. */
  advance(states: TraitStates, signals: readonly Signal[], zone: string): TraitStates {
    let next: Record<string, JsonValue> | undefined;
    for (const signal of signals) {
      for (const { name, heeds, memory } of this.#byType.get(signal.type) ?? []) {
        if (!heeds(signal)) continue;
        const before = stateIn(next ?? states, name);
        const after = memory.advance(before, signal, zone);
        if (after === before || after === undefined) continue;
        next ??= { ...states };
        next[name] = after;
      }
    }
    return next ?? states;
  }

  /** The states of the signals of both. */
  merge(one: TraitStates, other: TraitStates): TraitStates {
    const merged: Record<string, JsonValue> = { ...one };
    for (const { name, memory } of this.#all) {
      const theirs = stateIn(other, name);
      if (theirs === undefined) continue;
      const ours = stateIn(one, name);
      merged[name] = ours === undefined ? theirs : memory.merge(ours, theirs);
    }
    return merged;
  }

  /** Of states that were kept with their marks, those that still mean the same. */
  stillGood(states: TraitStates, marks: Readonly<Record<string, string>>): TraitStates {
    return Object.fromEntries(
      Object.entries(states).filter(([name]) => Object.hasOwn(this.marks, name) && this.marks[name] === marks[name]),
    );
  }

  /** Names of the traits that any of these types of signals has a part in. */
  about(types: ReadonlySet<string>): ReadonlySet<string> {
    return new Set([...types].flatMap((type) => this.#byType.get(type) ?? []).map(({ name }) => name));
  }

  valuesAt(states: TraitStates, moment: TraitMoment): Readonly<Record<string, TraitValue>> {
    const values: Record<string, TraitValue> = {};
    for (const { name, memory } of this.#all) {
      const value = memory.value(stateIn(states, name), moment);
      if (value !== undefined) values[name] = value;
    }
    return values;
  }

  /** The first moment after now at which time alone may change a value of these names, or before; Infinity for never. */
  nextChangeAt(states: TraitStates, moment: TraitMoment, names: ReadonlySet<string> = this.#names): number {
    let next = Infinity;
    for (const { name, memory } of this.#all) {
      if (names.has(name)) next = Math.min(next, memory.nextChangeAt(stateIn(states, name), moment));
    }
    return next;
  }
}

function markOf(declarations: unknown): string {
  const text = JSON.stringify([FORM, declarations]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function stateIn(states: TraitStates, name: string): JsonValue | undefined {
  return Object.hasOwn(states, name) ? states[name] : undefined;
}
