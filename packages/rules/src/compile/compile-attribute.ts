import type { AttributeCondition } from '../language/item-condition.js';
import { compileValueTest } from './compile-value-test.js';
import { type CompiledCondition, leaf, type View } from './compiled-condition.js';
import { own } from './own.js';

export function compileAttribute(condition: AttributeCondition): CompiledCondition {
  const test = compileValueTest(condition);
  const value = ({ subject }: View) => own(subject.item?.attributes, condition.attribute);
  return leaf({
    holds: (view) => test.meets(value(view)),
    reason: (view) => ({ measure: condition.attribute, value: test.shown(value(view)), band: test.band }),
  });
}
