import type { Figure } from './measurement.js';
import type { Sizes } from './suite.js';
import { suites } from './suites.js';

// Runs one case: forked by runCase, so that no case finds a heap or a compiler warmed by another.

export interface CaseOrder {
  readonly suite: string;
  readonly name: string;
  readonly sizes: Sizes;
}

export type CaseNews = { readonly progress: string } | { readonly figures: readonly Figure[] };

process.once('message', async (order: CaseOrder) => {
  const { suite, name, sizes } = order;
  const tell = (news: CaseNews) => process.send?.(news);
  const found = suites.find((each) => each.name === suite)?.cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no case ${suite}/${name}.`);
  const figures = await found.run(sizes, (progress) => tell({ progress }));
  tell({ figures });
  process.disconnect();
});
