import type { Schema, SignalsOf, SignalTypeOf } from '@sintonia/spec';
import type { Duration } from '../language/duration.js';
import type { PerformedCondition, SignalPattern, SignalTest } from '../language/event-condition.js';
import type { NumberRange, ValueTest } from '../language/value-test.js';
import { type ValueQuestions, valueTests } from './value-tests.js';

type PropertiesOf<S extends Schema, Type extends SignalTypeOf<S>> = NonNullable<SignalsOf<S>[Type]>;

/** Which signals, and how many of them. */
export class PerformedCount {
  protected readonly condition: PerformedCondition;

  constructor(condition: PerformedCondition) {
    this.condition = condition;
  }

  /** 0 to 1,000. */
  atLeast(atLeast: number): PerformedCount {
    return new PerformedCount({ ...this.condition, atLeast });
  }

  /** 0 to 1,000. */
  atMost(atMost: number): PerformedCount {
    return new PerformedCount({ ...this.condition, atMost });
  }

  /** 0 to 1,000; instead of the other two. */
  exactly(exactly: number): PerformedCount {
    return new PerformedCount({ ...this.condition, exactly });
  }

  /** Only what is younger than this. */
  within(within: Duration): PerformedCount {
    return new PerformedCount({ ...this.condition, within });
  }

  toJSON(): PerformedCondition {
    return this.condition;
  }
}

/** Which signals are meant. At least one, until a number is given. */
export class PerformedBuilder<S extends Schema, Type extends SignalTypeOf<S>> extends PerformedCount {
  /** Asks about a property of the signal. Several are all asked for. */
  where<Name extends keyof PropertiesOf<S, Type> & string>(
    property: Name,
  ): ValueQuestions<PerformedBuilder<S, Type>, PropertiesOf<S, Type>[Name]> {
    const questions: unknown = valueTests((test) => this.#and({ property, ...test }));
    return questions as ValueQuestions<PerformedBuilder<S, Type>, PropertiesOf<S, Type>[Name]>;
  }

  /** Only signals that name one of these items. */
  ofItem(...itemIds: readonly string[]): PerformedBuilder<S, Type> {
    const test: ValueTest = itemIds.length === 1 ? { is: itemIds[0] as string } : { in: itemIds };
    return this.#and({ signal: 'itemId', ...test });
  }

  /** Only signals whose `value` lies within a range. */
  worth(range: NumberRange): PerformedBuilder<S, Type> {
    return this.#and({ signal: 'value', ...range });
  }

  /** As a step of a sequence. */
  pattern(): SignalPattern {
    return this.condition;
  }

  #and(test: SignalTest): PerformedBuilder<S, Type> {
    return new PerformedBuilder({ ...this.condition, where: [...(this.condition.where ?? []), test] });
  }
}
