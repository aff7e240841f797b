import { seededRandom } from '@sintonia/learners';
import type { DataRequirement, FitContext, FitReport, Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { heedAbort } from '../fitting/heed-abort.js';
import { Reservoir } from '../fitting/reservoir.js';
import { withRests } from '../fitting/with-rests.js';
import { clusterNames } from './cluster-names.js';
import { describeClusters, reasonsOf } from './cluster-reasons.js';
import { type ClustersModel, chancesOf, learnClustersModel, measured } from './clusters-model.js';
import { type ClustersOptions, type ClustersSettings, readClustersOptions } from './clusters-options.js';
import { packClusters, unpackClusters } from './clusters-snapshot.js';
import { positionOn } from './scale.js';

/** So many people say where the centres lie; more would say the same. */
const MOST_PEOPLE = 50_000;

/**
 * Groups that nobody declared: people alike in what is measured, by k-means (see `@sintonia/learners`), as many as lie apart best, and
 * named by what distinguishes them, such as `high revenue, low recency`.
 */
export class ClustersSegmenter implements Segmenter {
  readonly name: string;
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly dataRequirements: readonly DataRequirement[];
  readonly #settings: ClustersSettings;
  #model: ClustersModel | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: ClustersOptions = {}) {
    this.#settings = readClustersOptions(options);
    this.name = this.#settings.name;
    this.segments = clusterNames(this.#settings.measures.map(({ name }) => name)).map(({ name }) => name);
    this.dataRequirements = [{ measure: 'people', minimum: this.#settings.minimumPeople, unit: 'people' }];
  }

  assign({ profile, now }: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    const { measures } = this.#settings;
    const values = measured(measures, profile, now);
    if (!this.#model || !values) return [];
    const chances = chancesOf(this.#model, positionOn(this.#model.scale, measures, values));
    const confidence = Math.max(...chances);
    const called = this.#model.called[chances.indexOf(confidence)];
    return called ? [{ segment: called.name, confidence, reasons: reasonsOf(called, measures, values) }] : [];
  }

  /** Too few people, or people who do not differ: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit({ profiles, abort, now, seed, progress }: FitContext): Promise<FitReport> {
    const { measures, minimumPeople } = this.#settings;
    const people = new Reservoir<Float64Array>(MOST_PEOPLE, seededRandom(seed));
    for await (const batch of withRests(profiles(), abort)) {
      for (const profile of batch) {
        const values = measured(measures, profile, now);
        if (values) people.add(values);
      }
    }
    progress(0.2);
    const enough = people.seen >= minimumPeople;
    const tell = (fraction: number) => progress(0.2 + 0.8 * fraction);
    const learnt = enough
      ? await heedAbort(abort, (signal) =>
          learnClustersModel(people.entries, this.#settings, { seed, signal, progress: tell }),
        )
      : undefined;
    this.#model = learnt?.model;
    progress(1);
    const report = { people: people.seen, items: 0, interactions: 0 };
    if (!learnt) {
      const lacks = enough ? 'people who differ' : `${minimumPeople} people`;
      return { ...report, outcome: 'insufficientData', details: { lacks } };
    }
    const { model, silhouettes } = learnt;
    return { ...report, outcome: 'fitted', details: { clusters: describeClusters(model, measures), silhouettes } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#model && packClusters(this.#model, this.#settings.measures);
  }

  restore(bytes: Uint8Array): void {
    this.#model = unpackClusters(bytes, this.#settings.measures);
  }
}
