import type { ComparisonCondition } from '../language/item-condition.js';
import { type CompiledCondition, leaf, type View } from './compiled-condition.js';
import { factOf } from './fact-of.js';
import { own } from './own.js';

interface Comparison {
  readonly trait: string;
  readonly words: string;
  meets(value: unknown, fact: unknown): boolean;
}

/** An attribute of the item beside a trait of the person. */
export function compileComparison(condition: ComparisonCondition): CompiledCondition {
  const { trait, words, meets } = comparisonOf(condition);
  const values = ({ subject }: View) => listed(own(subject.item?.attributes, condition.attribute));
  const facts = ({ subject }: View) => listed(factOf(subject.profile, trait));
  const met = (view: View) => {
    const theirs = facts(view);
    return values(view).find((value) => theirs.some((fact) => meets(value, fact)));
  };
  return leaf({
    holds: (view) => met(view) !== undefined,
    reason(view) {
      const value = met(view) ?? values(view)[0] ?? null;
      const shown = typeof value === 'boolean' ? String(value) : (value as string | number | null);
      return { measure: condition.attribute, value: shown, band: `${words} ${trait}` };
    },
  });
}

function comparisonOf(condition: ComparisonCondition): Comparison {
  if ('isTrait' in condition) {
    return { trait: condition.isTrait, words: 'is the', meets: (value, fact) => value === fact };
  }
  if ('atLeastTrait' in condition) {
    const meets = (value: unknown, fact: unknown) => bothNumbers(value, fact, (a, b) => a >= b);
    return { trait: condition.atLeastTrait, words: 'at least the', meets };
  }
  const meets = (value: unknown, fact: unknown) => bothNumbers(value, fact, (a, b) => a <= b);
  return { trait: condition.atMostTrait, words: 'at most the', meets };
}

function bothNumbers(value: unknown, fact: unknown, test: (a: number, b: number) => boolean): boolean {
  return typeof value === 'number' && typeof fact === 'number' && test(value, fact);
}

/** What can be compared: texts, numbers, true and false. */
function listed(value: unknown): readonly unknown[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => ['string', 'number', 'boolean'].includes(typeof each));
}
