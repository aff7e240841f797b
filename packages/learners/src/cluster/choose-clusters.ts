import type { Table } from '../matrix/table.js';
import { checkCount } from '../work/checks.js';
import { partOf } from '../work/part-of.js';
import { type ClusterOptions, type LearntClusters, learnClusters } from './learn-clusters.js';
import { type SilhouetteOptions, silhouette } from './silhouette.js';

export interface ChooseClustersOptions extends Omit<ClusterOptions, 'clusters'>, SilhouetteOptions {
  /** The fewest clusters to try, 2 to 64. Default: 2. */
  readonly from?: number | undefined;
  /** The most, `from` to 64. Default: 8. */
  readonly to?: number | undefined;
}

export interface ChosenClusters extends LearntClusters {
  /** How well rows lie in their clusters, −1 to 1, for each number that was tried. */
  readonly silhouettes: readonly { readonly clusters: number; readonly silhouette: number }[];
}

/**
 * As many clusters as have the best silhouette; of equals, fewer. (Rousseeuw, 1987.)
 *
 * @param table at least one row, nothing missing
 * @throws RangeError, TypeError that name the parameter; the reason of `signal`
 */
export async function chooseClusters(table: Table, options: ChooseClustersOptions = {}): Promise<ChosenClusters> {
  const { from = 2, to = 8 } = options;
  checkCount(from, 2, 64, 'from');
  checkCount(to, from, 64, 'to');
  const silhouettes: { clusters: number; silhouette: number }[] = [];
  let best: { readonly learnt: LearntClusters; readonly silhouette: number } | undefined;
  for (let clusters = from; clusters <= to; clusters++) {
    const part = partOf(options, (clusters - from) / (to - from + 1), (clusters - from + 1) / (to - from + 1));
    const learnt = await learnClusters(table, { ...options, ...partOf(part, 0, 0.8), clusters });
    const found = await silhouette(table, learnt.model, { ...options, ...partOf(part, 0.8, 1) });
    silhouettes.push({ clusters, silhouette: found });
    if (!best || found > best.silhouette) best = { learnt, silhouette: found };
  }
  return { ...(best as NonNullable<typeof best>).learnt, silhouettes };
}
