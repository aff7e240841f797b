import { type FitEstimate, type FitSize, SintoniaError } from '@sintonia/spec';
import type { Dataset } from '../dataset/read-dataset.js';
import type { FitJob } from '../fit-job.js';
import { type BuiltLists, ListRecommender } from '../lists/list-recommender.js';
import { type AutoOptions, type AutoSettings, readAutoOptions } from './auto-options.js';
import { choose, MARGIN, trialsAsJson } from './choose.js';
import { contenders } from './contenders.js';
import { validationSlice } from './validation-slice.js';

/**
 * Picks family and settings itself: tries those that the budget allows on a slice of the data that it keeps back, the latest where
 * there are times, then learns the best one anew from everything. The report of the fit says what was tried and why it chose so.
 */
export class AutoRecommender extends ListRecommender {
  readonly name = 'auto';
  readonly #settings: AutoSettings;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: AutoOptions = {}) {
    const settings = readAutoOptions(options);
    super(settings);
    this.#settings = settings;
  }

  /** The most that its budget allows, of what there is to try. */
  estimate(size: FitSize): FitEstimate {
    const { mostWork, mostBytes } = this.#settings;
    const estimates = contenders('temporal')
      .map((contender) => contender.estimate(size))
      .filter((each) => each !== undefined)
      .filter(({ bytes, work }) => bytes <= mostBytes && 2 * work <= mostWork);
    const works = estimates.map(({ work }) => work);
    const all = works.reduce((sum, work) => sum + work, 0) + Math.max(0, ...works);
    return { bytes: Math.max(0, ...estimates.map(({ bytes }) => bytes)), work: Math.min(mostWork, all) };
  }

  /** @throws SINTONIA_MODEL_TOO_LARGE when not even item lists fit into the budget. */
  protected override async build(dataset: Dataset, job: FitJob): Promise<BuiltLists> {
    const { now, seed } = job;
    const { people, interactions } = dataset;
    const size = { people, items: dataset.itemIds.length, interactions };
    const { kind, slice } = validationSlice(dataset, { now, seed, given: this.#settings.holdOut });
    const { chosen, trials } = await choose(contenders(kind), { slice, size }, this.#settings, job, 0.8);
    if (!chosen) {
      const { mostWork, mostBytes } = this.#settings;
      throw new SintoniaError('MODEL_TOO_LARGE', 'No model fits into mostWork and mostBytes.', {
        details: { ...size, mostWork, mostBytes, trials: trialsAsJson(trials) },
      });
    }
    const lists = await chosen.build(dataset, job, [0.8, 1]);
    const { family, settings } = chosen;
    const tested = slice.wanted.filter(({ length }) => length > 0).length;
    return {
      lists,
      details: { family, settings, slice: { kind, people: tested }, margin: MARGIN, trials: trialsAsJson(trials) },
    };
  }
}
