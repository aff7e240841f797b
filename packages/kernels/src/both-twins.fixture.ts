import { expect } from 'vitest';
import { plainKernels } from './plain/plain-kernels.js';
import { asPointer } from './runtime/executor.js';
import { type Layout, layoutBytes, type Views, viewsOf } from './runtime/layout.js';
import { ownMemory } from './runtime/own-memory.js';

/** The same call on the same numbers by WebAssembly and by its twin; what each leaves in memory. */
export function both<L extends Layout>(
  layout: L,
  name: keyof typeof plainKernels,
  args: (views: Views<L>) => readonly unknown[],
): [wasm: Views<L>, plain: Views<L>] {
  const kernel = plainKernels[name] as (...args: readonly unknown[]) => void;
  const { buffer, exports } = ownMemory(layoutBytes(layout, 1), 'wasm');
  const wasm = viewsOf(layout, 1, buffer);
  const call = exports?.[name] as typeof kernel;
  call(...args(wasm).map((each) => (typeof each === 'object' ? asPointer(each as Float32Array) : each)));
  const plain = viewsOf(layout, 1, ownMemory(layoutBytes(layout, 1), 'plain').buffer);
  kernel(...args(plain));
  return [wasm, plain];
}

/** No number is further off than `within`. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-4): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  for (let at = 0; at < expected.length; at++) {
    worst = Math.max(worst, Math.abs((actual[at] as number) - (expected[at] as number)));
  }
  expect(worst).toBeLessThan(within);
}
