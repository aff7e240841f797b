import { plainDirect } from '../plain/plain-direct.js';
import type { DirectTable } from './direct-table.js';
import { asPointer } from './executor.js';
import { type Layout, layoutBytes, type Numbers, type Views, viewsOf } from './layout.js';
import { type Engine, ownMemory } from './own-memory.js';

/** Arrays in a memory of their own and the short kernels on them. */
export interface DirectKernels<L extends Layout> {
  readonly engine: 'wasm' | 'plain';
  readonly views: Views<L>;
  call<N extends keyof DirectTable>(name: N, ...args: Parameters<DirectTable[N]>): number;
}

type Direct = (...args: readonly unknown[]) => number;

/** @throws RangeError for more memory than there is */
export function directKernels<L extends Layout>(layout: L, engine: Engine): DirectKernels<L> {
  const { buffer, exports } = ownMemory(layoutBytes(layout, 1), engine);
  const views = viewsOf(layout, 1, buffer);
  if (!exports) return { engine: 'plain', views, call: (name, ...args) => (plainDirect[name] as Direct)(...args) };
  return {
    engine: 'wasm',
    views,
    call: (name, ...args) => (exports[name] as Direct)(...(args as (Numbers | number)[]).map(asPointer)),
  };
}
