import {
  assertKnownOptions,
  type Candidate,
  DAY,
  type FitContext,
  type FitReport,
  type Recommender,
  type RecommenderRequest,
} from '@sintonia/spec';
import { tasteMatrix } from '../dataset/taste-matrix.js';
import { Pace } from '../pace.js';
import { readOption } from '../read-option.js';
import type { GroupedPopularityModel } from './grouped-popularity-model.js';
import { packGroups, sumOf, unpackGroups } from './grouped-popularity-snapshot.js';
import { type CompiledGrouping, type Grouping, readGroupings } from './grouping.js';
import { learnGroups } from './learn-groups.js';
import { learnPopularity } from './learn-popularity.js';
import type { PopularOptions } from './popular-recommender.js';
import { rankGroups } from './rank-groups.js';
import { readGroupedLog } from './read-grouped-log.js';

export interface GroupedPopularOptions extends PopularOptions {
  /** 1 to 8. Of several, the mean counts. */
  readonly by: readonly Grouping[];
  /**
   * How many takings of items the popularity among all weighs beside those of a group: the fewer a group has, the more its list is
   * everybody's. 0.01 to 1,000,000. Default: 5,000.
   */
  readonly priorTakings?: number;
}

/**
 * What many people took lately who are, or were, in the same situation: a group's shares of its takings, drawn towards everybody's
 * where it has few (Dirichlet smoothing, Zhai & Lafferty, 2004), in people: score(j) = S · (c_gj + κ · s_j / S) / (N_g + κ), with
 * s_j as in `popular`, c_gj the same among the group, S and N_g their sums. Groups of fewer than ten people get the list of all.
 */
export class GroupedPopularRecommender implements Recommender {
  readonly name = 'popular-by-group';
  readonly specVersion = 1;
  /** As long as nothing of the person tells the group. */
  readonly impersonal: boolean;
  readonly needs: NonNullable<Recommender['needs']>;
  readonly #groupings: readonly CompiledGrouping[];
  readonly #halfLife: number;
  readonly #personLimit: number;
  readonly #prior: number;
  #model: GroupedPopularityModel | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: GroupedPopularOptions) {
    assertKnownOptions(options, ['by', 'priorTakings', 'halfLifeDays', 'personLimit']);
    this.#groupings = readGroupings(options.by);
    this.#prior = readOption(options, 'priorTakings', 5_000, { min: 0.01, max: 1e6 });
    this.#halfLife = readOption(options, 'halfLifeDays', 90, { min: 0.01, max: Infinity }) * DAY;
    this.#personLimit = readOption(options, 'personLimit', 2_000, { min: 1, max: 100_000, whole: true });
    this.impersonal = !this.#groupings.some(({ isPersonal }) => isPersonal);
    this.needs = this.impersonal ? [] : ['profile'];
  }

  recommend({ limit, allows, context, now, profile }: RecommenderRequest): readonly Candidate[] {
    const model = this.#model;
    if (!model) return [];
    const found = this.#groupings.map(({ label, factOf, groupOf }, at) => {
      const value = groupOf(profile && factOf(profile), context, now);
      const group = value === undefined ? undefined : model.groups[at]?.get(value);
      return group && { among: `${label}: ${value}`, group };
    });
    const candidates: Candidate[] = [];
    for (const candidate of rankGroups(model, found, this.#prior)) {
      if (candidates.length >= limit) break;
      if (allows(candidate.itemId)) candidates.push(candidate);
    }
    return candidates;
  }

  /** Without a single item taken the outcome is `insufficientData`. `details` says how many groups of ten people or more there are. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const grouped = await readGroupedLog(context, this.#groupings, pace);
    const { log } = grouped;
    const matrix = await tasteMatrix(log, this.#personLimit, pace);
    const ageing = { now: context.now, halfLife: this.#halfLife };
    const overall = await learnPopularity(matrix, ageing, pace);
    const places = new Map(overall?.itemIds.map((itemId, place) => [itemId, place]));
    const placeOf = Int32Array.from(log.itemIds, (itemId) => places.get(itemId) ?? -1);
    const groups: Awaited<ReturnType<typeof learnGroups>>[] = [];
    for (const at of this.#groupings.keys()) {
      groups.push(await learnGroups(grouped, at, matrix, { ...ageing, placeOf }, pace));
    }
    log.release();
    pace.check();
    context.progress(1);
    this.#model = overall && { overall, total: sumOf(overall.scores), groups };
    const report = { people: matrix.people, items: log.itemIds.length, interactions: log.length };
    if (!overall) return { ...report, outcome: 'insufficientData', details: { lacks: 'people who took an item' } };
    const details = Object.fromEntries(this.#groupings.map(({ label }, at) => [label, groups[at]?.size ?? 0]));
    return { ...report, outcome: 'fitted', details: { groups: details } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packGroups(this.name, this.#model, this.#labels());
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackGroups(this.name, bytes, this.#labels());
  }

  #labels(): readonly string[] {
    return this.#groupings.map(({ label }) => label);
  }
}
