import type { KernelTable } from '../runtime/kernel-table.js';

export const copyNumbers: KernelTable['copyNumbers'] = (source, target, from, to) => {
  target.set(source.subarray(from, to), from);
};
