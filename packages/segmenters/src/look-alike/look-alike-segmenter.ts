import { seededRandom } from '@sintonia/learners';
import type { DataRequirement, FitContext, FitReport, Membership, Segmenter, SegmenterRequest } from '@sintonia/spec';
import { heedAbort } from '../fitting/heed-abort.js';
import { Reservoir } from '../fitting/reservoir.js';
import { withRests } from '../fitting/with-rests.js';
import { learnLikeness } from './learn-likeness.js';
import { type Likeness, likenessOf } from './likeness.js';
import { type LookAlikeOptions, type LookAlikeSettings, readLookAlikeOptions } from './look-alike-options.js';
import { packLikeness, unpackLikeness } from './look-alike-snapshot.js';
import { type PersonRow, personRow } from './person-row.js';
import { SeedRoll, seedTest } from './seed.js';

/** Of either kind; more would teach the same. */
const MOST_SEED = 20_000;
const MOST_OTHERS = 50_000;

/**
 * Who is like some people that you name, and not among them: by a vote of the nearest where there are few to learn from, else by
 * logistic regression. Its report tells how much likelier than by chance it found people of the seed that it had not been shown.
 */
export class LookAlikeSegmenter implements Segmenter {
  readonly name: string;
  readonly specVersion = 1;
  readonly segments: readonly string[];
  readonly dataRequirements: readonly DataRequirement[];
  readonly #settings: LookAlikeSettings;
  readonly #isSeed: (request: SegmenterRequest) => boolean;
  #likeness: Likeness | undefined;

  /** @throws SINTONIA_OPTION_INVALID that names the field. */
  constructor(options: LookAlikeOptions) {
    this.#settings = readLookAlikeOptions(options);
    const { name, seed, minimumSeed } = this.#settings;
    this.name = name;
    this.segments = [name];
    this.dataRequirements = [
      { measure: 'seed', minimum: minimumSeed, unit: 'people' },
      { measure: 'others', minimum: minimumSeed, unit: 'people' },
    ];
    this.#isSeed = seedTest(seed);
  }

  assign(request: SegmenterRequest): readonly Omit<Membership, 'segmenter'>[] {
    const row = this.#likeness && personRow(this.#settings, request.profile, request.now);
    if (!this.#likeness || !row || this.#isSeed(request)) return [];
    const likeness = likenessOf(this.#likeness, this.#settings, row);
    return likeness ? [{ segment: this.name, ...likeness }] : [];
  }

  /** Too few people, or a seed that what is measured does not tell from others: the outcome is `insufficientData`. */
  async fit(context: FitContext): Promise<FitReport> {
    const { abort, seed: chance, progress } = context;
    const { seed, others } = await this.#gather(context);
    progress(0.4);
    const report = { people: seed.seen + others.seen, items: 0, interactions: 0 };
    const lacking = this.#lacking(seed.seen, others.seen);
    const people = { seed: seed.entries, others: others.entries, seedTotal: seed.seen, othersTotal: others.seen };
    const options = { ...this.#settings, chance, progress: (part: number) => progress(0.4 + 0.6 * part) };
    const learnt = lacking
      ? undefined
      : await heedAbort(abort, (signal) => learnLikeness(people, { ...options, signal }));
    this.#likeness = learnt?.likeness;
    progress(1);
    if (learnt) return { ...report, outcome: 'fitted', details: { seed: seed.seen, ...learnt.details } };
    const lacks = lacking ?? 'measures that tell the seed from others';
    return { ...report, outcome: 'insufficientData', details: { lacks } };
  }

  snapshot(): Uint8Array | undefined {
    return this.#likeness && packLikeness(this.#likeness, this.#settings);
  }

  restore(bytes: Uint8Array): void {
    this.#likeness = unpackLikeness(bytes, this.#settings);
  }

  async #gather({ signals, profiles, abort, now, seed: chance }: FitContext) {
    const random = seededRandom(chance);
    const roll = new SeedRoll(this.#settings.seed);
    for await (const batch of withRests(signals({ types: roll.types }), abort)) {
      for (const signal of batch) roll.heed(signal);
    }
    const seed = new Reservoir<PersonRow>(MOST_SEED, random);
    const others = new Reservoir<PersonRow>(MOST_OTHERS, random);
    for await (const batch of withRests(profiles(), abort)) {
      for (const profile of batch) {
        const row = personRow(this.#settings, profile, now);
        if (row) (roll.has(profile, now) ? seed : others).add(row);
      }
    }
    return { seed, others };
  }

  #lacking(seed: number, others: number): string | undefined {
    const { minimumSeed } = this.#settings;
    if (seed < minimumSeed) return `${minimumSeed} people in the seed`;
    return others < minimumSeed ? `${minimumSeed} people outside the seed` : undefined;
  }
}
