import { assertBoundedJson, type Signal } from '@sintonia/spec';
import type { SignalTest } from '../language/event-condition.js';
import { checkSignalTests } from '../parse/check-signal-tests.js';
import { RuleCost } from '../parse/rule-cost.js';
import { compileSignalTests } from './compile-signal-tests.js';

/**
 * Checks the tests of a `where`, and turns them into a function that says whether a signal passes them all. For what else asks
 * about signals in this language, such as computed traits.
 *
 * @param field where the tests stand in what the caller gave, for errors.
 * @throws SINTONIA_INPUT_* that names the part at fault.
 */
export function signalFilter(where: readonly SignalTest[] | undefined, field = 'where'): (signal: Signal) => boolean {
  assertBoundedJson(where, field);
  checkSignalTests(where, field, new RuleCost());
  return compileSignalTests(where);
}
