import { readObject, readOneOf } from '@sintonia/spec';
import { assertName, invalid, listOf } from './check-field.js';
import { checkValueTest } from './check-value-test.js';
import type { RuleCost } from './rule-cost.js';

/** Checks the tests of a `where`; without one there is nothing to check. */
export function checkSignalTests(where: unknown, field: string, cost: RuleCost): void {
  if (where === undefined) return;
  listOf(where, field).forEach((each, index) => {
    const at = `${field}[${index}]`;
    const test = readObject(each, at);
    cost.node(at);
    if (test.property !== undefined) {
      assertName(test.property, `${at}.property`);
      checkValueTest(test, at, ['property']);
    } else {
      if (test.signal === undefined) invalid(at, 'must have property or signal');
      readOneOf(test.signal, `${at}.signal`, ['itemId', 'value']);
      checkValueTest(test, at, ['signal']);
    }
  });
}
