import type { FitContext, FitReport, Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { type Bands, bandOf, isBands, levelOf, quantileBands } from '../bands/quantile-bands.js';
import { sealModel, unsealModel } from '../fitting/sealed-model.js';
import { withRests } from '../fitting/with-rests.js';
import { Activity } from './activity.js';
import type { EngagementSettings } from './engagement-options.js';
import { activityOf, DORMANT, dormant, inBand } from './score-reasons.js';

const FORMAT = 'sintonia-engagement-1';
const names = ['low', 'medium', 'high'] as const;

/** Engagement in thirds of your own active people. Equal scores never part: where many are alike there are fewer bands. */
export class FittedEngagementSegmenter implements Segmenter {
  readonly name = 'engagement';
  readonly specVersion = 1;
  readonly segments = [DORMANT, ...names];
  readonly #settings: EngagementSettings;
  #cuts: Bands | undefined;

  constructor(settings: EngagementSettings) {
    this.#settings = settings;
  }

  assign({ history: { signals }, now }: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    if (!this.#cuts) return [];
    const score = activityOf(signals, this.#settings, now);
    if (!score) return dormant(signals, this.#settings);
    const band = `${bandOf(score.score, this.#cuts)} of ${this.#cuts.length + 1}`;
    // Of two bands there is no middle.
    const name = names[Math.floor(levelOf(score.score, this.#cuts) * (names.length - 1))] as string;
    return inBand(name, band, score);
  }

  /** Too few active people, or all of one score: the outcome is `insufficientData`, and nobody is in a segment. */
  async fit(context: FitContext): Promise<FitReport> {
    let interactions = 0;
    const activities = new Map<string, Activity>();
    for await (const batch of withRests(context.signals(), context.abort)) {
      for (const signal of batch) {
        const activity = activities.get(signal.person) ?? new Activity(this.#settings, context.now);
        if (!activity.add(signal)) continue;
        interactions++;
        activities.set(signal.person, activity);
      }
    }
    const scores = [...activities.values()].map(({ score }) => score?.score ?? 0);
    const enough = scores.length >= this.#settings.minimumPeople;
    const cuts = enough ? quantileBands(scores, names.length) : [];
    this.#cuts = cuts.length > 0 ? cuts : undefined;
    context.progress(1);
    const report = { people: scores.length, items: 0, interactions };
    if (this.#cuts) return { ...report, outcome: 'fitted' };
    const lacks = enough ? 'people who differ' : `${this.#settings.minimumPeople} active people`;
    return { ...report, outcome: 'insufficientData', details: { lacks } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#cuts && sealModel(FORMAT, this.#sealed(this.#cuts));
  }

  /** Bands of other settings would mean nothing here. @throws SINTONIA_SNAPSHOT_INVALID */
  restore(bytes: Uint8Array): void {
    this.#cuts = unsealModel(FORMAT, bytes, (model) => {
      const { cuts } = model as { cuts: unknown };
      return isBands(cuts) && cuts.length > 0 ? this.#sealed(cuts) : undefined;
    }).cuts;
  }

  #sealed(cuts: Bands) {
    const { weights, depths, withinDays, halfLifeDays, fullDays, fullTypes } = this.#settings;
    return { cuts, settings: { weights, depths: [...depths], withinDays, halfLifeDays, fullDays, fullTypes } };
  }
}
