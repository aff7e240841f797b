import { readDuration, type SignalTest, signalFilter } from '@sintonia/rules';
import { assertIdentifier, readOneOf, type Signal, SintoniaError } from '@sintonia/spec';
import { fieldReader, numbersOf } from './field-reader.js';
import { average, count, type Fold, first, sum } from './fold.js';
import { foldingMemory } from './folding-memory.js';
import { lastMemory } from './last-memory.js';
import { mostFrequent } from './most-frequent.js';
import { recencyMemory } from './recency-memory.js';
import { StreakMemory } from './streak-memory.js';
import type { TraitMemory } from './trait-memory.js';
import { uniqueMemory } from './unique-memory.js';
import { WindowedMemory } from './windowed-memory.js';

/** A declared trait as something that can be asked. */
export interface CompiledTrait {
  readonly types: readonly string[];
  /** Whether it is about this signal, which is of one of its types. */
  readonly heeds: (signal: Signal) => boolean;
  readonly memory: TraitMemory;
}

const kinds = ['count', 'sum', 'average', 'recency', 'streak', 'first', 'last', 'mostFrequent', 'unique'] as const;
type Kind = (typeof kinds)[number];

/** Kinds whose key says of which signals; the others say so by `of`, and by their key what is read of them. */
const ofSignals: readonly Kind[] = ['count', 'recency', 'streak'];
const moreFields: Readonly<Partial<Record<Kind, readonly string[]>>> = { recency: [], streak: ['each'] };
const MOST_TYPES = 100;
const MOST_DIFFERENT = { ever: 500, inPart: 50 };

/**
 * Checks a declaration in every part, and compiles it.
 *
 * @throws SINTONIA_INPUT_* that names the part at fault, such as `traits.spent.sum`.
 */
export function compileTrait(declaration: Record<string, unknown>, field: string): CompiledTrait {
  const kind = kinds.find((each) => each in declaration);
  if (kind === undefined) invalid(field, `must have one of ${kinds.join(', ')}`);
  const isOfSignals = ofSignals.includes(kind);
  const known = [kind, 'where', ...(moreFields[kind] ?? ['within']), ...(isOfSignals ? [] : ['of'])];
  for (const name of Object.keys(declaration)) {
    if (!known.includes(name)) invalid(`${field}.${name.slice(0, 64)}`, `is not known. Known are ${known.join(', ')}`);
  }
  return {
    types: typesOf(declaration[isOfSignals ? kind : 'of'], `${field}.${isOfSignals ? kind : 'of'}`),
    heeds: signalFilter(declaration.where as readonly SignalTest[] | undefined, `${field}.where`),
    memory: memoryOf(kind, declaration, field),
  };
}

function memoryOf(kind: Kind, declaration: Record<string, unknown>, field: string): TraitMemory {
  const { within } = declaration;
  const window = within === undefined ? Infinity : readDuration(within, `${field}.within`);
  const read = () => fieldReader(declaration[kind], `${field}.${kind}`);
  const orTimestamp = () => fieldReader(declaration[kind], `${field}.${kind}`, ['timestamp']);
  const folding = <State extends Parameters<Fold['merge']>[0]>(fold: Fold<State>, reader: ReturnType<typeof read>) =>
    within === undefined ? foldingMemory(fold, reader) : new WindowedMemory(fold, reader, window);
  switch (kind) {
    case 'count':
      return folding(count, () => [1]);
    case 'sum':
      return folding(sum, numbersOf(read()));
    case 'average':
      return folding(average, numbersOf(read()));
    case 'first':
      return folding(first, orTimestamp());
    case 'last':
      return lastMemory(orTimestamp(), window);
    case 'mostFrequent':
      return folding(mostFrequent(within === undefined ? MOST_DIFFERENT.ever : MOST_DIFFERENT.inPart), read());
    case 'unique':
      return uniqueMemory(read(), window);
    case 'recency':
      return recencyMemory();
    case 'streak':
      return new StreakMemory(readOneOf(declaration.each ?? 'day', `${field}.each`, ['day', 'week']));
  }
}

function typesOf(value: unknown, field: string): readonly string[] {
  const types: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (types.length === 0 || types.length > MOST_TYPES) invalid(field, `must name 1 to ${MOST_TYPES} types of signals`);
  return types.map((type, index) => {
    assertIdentifier(type, Array.isArray(value) ? `${field}[${index}]` : field);
    return type;
  });
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
