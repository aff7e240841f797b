import type { Signal } from '@sintonia/spec';
import { compileValueTest } from '../compile/compile-value-test.js';
import { own } from '../compile/own.js';
import type { SignalTest } from '../language/event-condition.js';

/** Whether a signal, of the right type already, passes every test. */
export function compileSignalTests(tests: readonly SignalTest[] = []): (signal: Signal) => boolean {
  const compiled = tests.map((test) => {
    const { meets } = compileValueTest(test);
    if ('signal' in test) return (signal: Signal) => meets(signal[test.signal]);
    return (signal: Signal) => meets(own(signal.properties, test.property));
  });
  return (signal) => compiled.every((passes) => passes(signal));
}
