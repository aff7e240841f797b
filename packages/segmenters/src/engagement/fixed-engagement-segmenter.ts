import type { Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { type NamedBand, namedBandOf } from '../bands/lowest-bands.js';
import type { EngagementSettings } from './engagement-options.js';
import { activityOf, DORMANT, dormant, inBand } from './score-reasons.js';

/** Engagement in bands that were declared: it needs no fit, and a score means the same tomorrow. */
export class FixedEngagementSegmenter implements Segmenter {
  readonly name = 'engagement';
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly #settings: EngagementSettings;
  readonly #bands: readonly NamedBand[];

  constructor(settings: EngagementSettings, bands: readonly NamedBand[]) {
    this.#settings = settings;
    this.#bands = bands;
    this.segments = [DORMANT, ...bands.map(({ name }) => name)];
  }

  assign({ history: { signals }, now }: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    const score = activityOf(signals, this.#settings, now);
    if (!score) return dormant(signals, this.#settings);
    const name = namedBandOf(score.score, this.#bands) as string;
    const { lowest = 0 } = this.#bands.find((band) => band.name === name) ?? {};
    return inBand(name, `from ${lowest}`, score);
  }
}
