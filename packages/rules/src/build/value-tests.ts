import type { Scalar, ValueTest } from '../language/value-test.js';

/** The elements of a list, else the value itself, as far as it can be compared. */
export type ScalarOf<Value> = Extract<Value extends readonly (infer Element)[] ? Element : Value, Scalar>;

/** What can be asked of a value; numbers may be compared too. Each gives the whole condition as plain JSON. */
export type ValueTests<Subject extends object, Value> = EqualityTests<Subject, ScalarOf<NonNullable<Value>>> &
  (Extract<ScalarOf<NonNullable<Value>>, number> extends never ? unknown : RangeTests<Subject>);

export interface EqualityTests<Subject extends object, Value extends Scalar> {
  is(value: Value): Subject & { readonly is: Value };
  in(values: readonly Value[]): Subject & { readonly in: readonly Value[] };
  /** It is there and not null (or, with false, the opposite). */
  exists(exists?: boolean): Subject & { readonly exists: boolean };
}

export interface RangeTests<Subject extends object> {
  atLeast(number: number): Subject & { readonly atLeast: number };
  atMost(number: number): Subject & { readonly atMost: number };
  /** Both ends included. */
  between(least: number, most: number): Subject & { readonly atLeast: number; readonly atMost: number };
}

/** The same questions, where the answer is another builder. */
export type ValueQuestions<Next, Value> = {
  [Test in keyof ValueTests<object, Value>]: ValueTests<object, Value>[Test] extends (...given: infer Given) => unknown
    ? (...given: Given) => Next
    : never;
};

/** Every test as a function of what is made of it. The types above say which of them a value has. */
export function valueTests<Made>(make: (test: ValueTest) => Made) {
  return {
    is: (is: Scalar) => make({ is }),
    in: (values: readonly Scalar[]) => make({ in: values }),
    exists: (exists = true) => make({ exists }),
    atLeast: (atLeast: number) => make({ atLeast }),
    atMost: (atMost: number) => make({ atMost }),
    between: (atLeast: number, atMost: number) => make({ atLeast, atMost }),
  };
}
