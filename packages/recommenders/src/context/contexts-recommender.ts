import type {
  Candidate,
  FitContext,
  FitEstimate,
  FitReport,
  FitSize,
  ItemsChange,
  Recommender,
  RecommenderRequest,
} from '@sintonia/spec';
import { AttributeSpace } from '../attributes/attribute-space.js';
import { AttributesModel } from '../attributes/attributes-model.js';
import { findAttributes } from '../attributes/find-attributes.js';
import { tasteRow } from '../attributes/taste-row.js';
import { CurrentModel } from '../catalog/current-model.js';
import { factOf } from '../moment/fact-of.js';
import { clockFacts } from '../moment/local-hour.js';
import { Pace } from '../pace.js';
import { dot, type SparseRow, sumOfRows } from '../sparse/sparse-row.js';
import { type ContextsOptions, type ContextsSettings, type Moments, readContextsOptions } from './context-options.js';
import { packContexts, unpackContexts } from './contexts-snapshot.js';
import { type LearntMoment, learnMoments } from './learn-moments.js';
import { rowOfLength, rowWhere, targetRow } from './target-row.js';

type Asked = Pick<RecommenderRequest, 'context' | 'profile' | 'now'>;

/** What a list is for, and what items for it are like. */
interface Wanted {
  readonly moment: string;
  readonly target: SparseRow;
  /** Whether the person's own taste has no say in a dimension, for the moment has decided it. */
  isDecided(dimension: number): boolean;
}

/**
 * Lists for a moment: what is like its targets, by what items are, and the person's own taste in all that the targets leave open.
 * Asked for by `context.moment`, or by the first moment whose `when` holds; without one the list is empty.
 */
export class ContextsRecommender implements Recommender {
  readonly name = 'contexts';
  readonly specVersion = 1;
  readonly impersonal: boolean;
  readonly needs: Recommender['needs'] & {};
  readonly #settings: ContextsSettings;
  readonly #current = new CurrentModel<AttributesModel>();
  #learnt: ReadonlyMap<string, LearntMoment> = new Map();

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(moments: Moments, options: ContextsOptions = {}) {
    this.#settings = readContextsOptions(moments, options);
    this.impersonal = this.#settings.personalShare === 0;
    // For the time zone.
    this.needs = this.impersonal ? [] : ['profile'];
  }

  async recommend({ history, limit, allows, ...asked }: RecommenderRequest): Promise<readonly Candidate[]> {
    await this.#current.ready;
    const model = this.#current.model;
    const wanted = model && this.#wanted(model, asked);
    if (!wanted) return [];
    const { personalShare, attributes } = this.#settings;
    const own = personalShare === 0 ? undefined : tasteRow(history, model.index, attributes);
    const open = own && rowWhere(own, (dimension) => !wanted.isDecided(dimension));
    const taste = rowOfLength(open ?? sumOfRows([]), personalShare);
    const target = rowOfLength(wanted.target, 1 - personalShare);
    const query = sumOfRows([
      [target, 1],
      [taste, 1],
    ]);
    const usual = dot(target, model.mean);
    return model.index
      .search(query, limit, allows)
      .map(({ itemId }): Candidate => {
        const row = model.index.rowOf(itemId) as SparseRow;
        const contribution = dot(target, row) - usual;
        const reasons = [
          { kind: 'moment' as const, moment: wanted.moment, contribution },
          ...model.reasonsOf(taste, row),
        ];
        return { itemId, score: reasons.reduce((sum, reason) => sum + reason.contribution, 0), reasons };
      })
      .sort((a, b) => b.score - a.score || (a.itemId < b.itemId ? -1 : 1));
  }

  estimate({ items, interactions }: FitSize): FitEstimate {
    const learning = this.#settings.learnFrom === undefined ? 0 : 120 * interactions;
    return { bytes: 1_200 * items + learning, work: 2_000 * items + 20 * interactions };
  }

  /** Without an attribute in which items differ the outcome is `insufficientData`; `details` says which moments too little is known of. */
  async fit(context: FitContext): Promise<FitReport> {
    const pace = new Pace(context.abort);
    const { attributes, learnFrom, moments } = this.#settings;
    const items = await this.#current.items(context, pace);
    const space = AttributeSpace.learn(items, attributes.attributes ?? findAttributes(items));
    const isEnough = space.names.length > 0;
    const model = isEnough ? await AttributesModel.of(space, items, pace) : undefined;
    const learnt = model && learnFrom !== undefined && (await learnMoments(context, learnFrom, model.index, pace));
    await this.#current.use(model, pace);
    this.#learnt = byName(learnt ? learnt.moments : []);
    context.progress(1);
    const report = { items: items.length, people: 0, interactions: 0 };
    if (!isEnough) {
      return { ...report, outcome: 'insufficientData', details: { lacks: 'attributes in which items differ' } };
    }
    const details = { attributes: [...space.names], moments: [...moments.keys()] };
    if (!learnt) return { ...report, outcome: 'fitted', details };
    const { people, interactions, insufficient } = learnt;
    const told = { learnt: learnt.moments.map(({ moment }) => moment), insufficientData: insufficient };
    return { ...report, people, interactions, outcome: 'fitted', details: { ...details, ...told } };
  }

  itemsChanged(change: ItemsChange): Promise<void> {
    return this.#current.itemsChanged(change);
  }

  snapshot(): Uint8Array | undefined {
    return this.#current.model && packContexts(this.name, this.#current.model, [...this.#learnt.values()]);
  }

  restore(bytes: Uint8Array): void {
    const { model, learnt } = unpackContexts(this.name, bytes);
    this.#current.restore(model);
    this.#learnt = byName(learnt);
  }

  #wanted(model: AttributesModel, asked: Asked): Wanted | undefined {
    const moment = this.#momentOf(asked);
    if (moment === undefined) return undefined;
    const declared = this.#settings.moments.get(moment);
    if (declared) {
      const target = targetRow(model, declared.targets);
      const isDecided = (dimension: number) =>
        Object.hasOwn(declared.targets, model.space.dimension(dimension).attribute);
      return target.dimensions.length === 0 ? undefined : { moment, target, isDecided };
    }
    const learnt = this.#learnt.get(moment);
    return learnt && { moment, target: learnt.row, isDecided: () => false };
  }

  #momentOf({ context, profile, now }: Asked): string | undefined {
    const { moments, learnFrom, timezone } = this.#settings;
    const named = factOf(context, 'moment') ?? (learnFrom === undefined ? undefined : factOf(context, learnFrom));
    if (named !== undefined) return named;
    const zone = factOf(context, 'timezone') ?? profile?.traits.timezone ?? timezone;
    const facts = { itemId: '', attributes: { ...context, ...clockFacts(now, zone) } };
    return [...moments].find(([, { when }]) => when?.(facts))?.[0];
  }
}

function byName(learnt: readonly LearntMoment[]): ReadonlyMap<string, LearntMoment> {
  return new Map(learnt.map((each) => [each.moment, each]));
}
