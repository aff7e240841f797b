import { learnLogistic, tableOf } from '@sintonia/learners';
import type { FitContext, FitReport, Profile, Recommender } from '@sintonia/spec';
import { Pace } from '../pace.js';
import type { BlendSettings } from './blend-options.js';
import type { LearntBlend } from './blend-snapshot.js';
import { askAll, tellAll } from './blend-sources.js';
import { alike, type WeightsByKind } from './blend-weights.js';
import { termsOf } from './fuse.js';
import { type LearningSlice, learningSlice } from './learning-slice.js';

/** Of each source. */
const CANDIDATES = 100;
/** With fewer items found there is nothing to tell sources apart by. */
const FEWEST_HITS = 50;
/** With fewer new items among them they are weighed like others. */
const FEWEST_COLD_HITS = 10;

/** Candidates of many people: what each source said of each, of new ones in columns of their own, and whether it was taken. */
interface Examples {
  readonly rows: number[][];
  readonly labels: number[];
}

/**
 * How much each source counts: the coefficients of a logistic regression that foretells, from what each source says of a
 * candidate, whether the person took it. Below 0 becomes 0; their mean is 1.
 *
 * @param sources unfitted; of no use afterwards.
 */
export async function learnWeights(
  sources: readonly Recommender[],
  context: FitContext,
  settings: BlendSettings,
): Promise<LearntBlend & { readonly details: NonNullable<FitReport['details']> }> {
  const slice = await learningSlice(context);
  for (const [index, source] of sources.entries()) {
    await source.fit?.({ ...slice.context, progress: (f) => context.progress((0.9 * (index + f)) / sources.length) });
  }
  for await (const put of context.items()) await tellAll(sources, { put, removed: [] }, settings.onError);
  const bySegment = await examplesOf(sources, slice, settings);
  const all: Examples = {
    rows: [...bySegment.values()].flatMap(({ rows }) => rows),
    labels: [...bySegment.values()].flatMap(({ labels }) => labels),
  };
  const names = sources.map(({ name }) => name);
  const common = (await weightsFrom(all, names, context.abort)) ?? alike({});
  const segments = new Map<string, WeightsByKind>();
  for (const [segment, examples] of bySegment) {
    const weights = segment === undefined ? undefined : await weightsFrom(examples, names, context.abort);
    if (segment !== undefined && weights) segments.set(segment, weights);
  }
  for (const [segment, given] of settings.segmentWeights) segments.set(segment, given);
  const hits = all.labels.filter((label) => label === 1).length;
  const details = {
    slice: slice.kind,
    people: slice.cases.length,
    hits,
    learned: Object.keys(common.known).length > 0,
  };
  return { weights: { common, bySegment: segments }, taken: await takenIn(context), details };
}

async function takenIn(context: FitContext): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  for await (const page of context.interactions()) {
    for (const { itemId, weight } of page) if (weight > 0) taken.add(itemId);
  }
  return taken;
}

async function examplesOf(
  sources: readonly Recommender[],
  { cases, context, isCold }: LearningSlice,
  settings: BlendSettings,
): Promise<ReadonlyMap<string | undefined, Examples>> {
  const examples = new Map<string | undefined, Examples>();
  const profiles = settings.needs.includes('profile') ? await profilesOf(cases, context) : undefined;
  const pace = new Pace(context.abort);
  const { now } = context;
  for (const { person, history, had, wanted } of cases) {
    if (pace.due()) await pace.rest();
    const profile = profiles?.get(person);
    const allows = (itemId: string) => !had.has(itemId);
    const asker = { person, history, now, context: {}, ...(profile && { profile }) };
    const answers = await askAll(sources, { ...asker, limit: CANDIDATES, allows }, settings.onError);
    const segment = settings.segmentOf(asker);
    const mine = examples.get(segment) ?? { rows: [], labels: [] };
    examples.set(segment, mine);
    const rows = new Map<string, number[]>();
    answers.forEach(({ candidates }, source) => {
      const terms = termsOf(candidates, settings);
      candidates.forEach(({ itemId }, place) => {
        const row = rows.get(itemId) ?? [...sources, ...sources].map(() => 0);
        row[isCold(itemId) ? sources.length + source : source] = terms[place] as number;
        rows.set(itemId, row);
      });
    });
    for (const [itemId, row] of rows) {
      mine.rows.push(row);
      mine.labels.push(wanted.has(itemId) ? 1 : 0);
    }
  }
  return examples;
}

async function profilesOf(cases: LearningSlice['cases'], context: FitContext): Promise<ReadonlyMap<string, Profile>> {
  const people = new Set(cases.map(({ person }) => person));
  const profiles = new Map<string, Profile>();
  for await (const page of context.profiles()) {
    for (const profile of page) if (people.has(profile.person)) profiles.set(profile.person, profile);
  }
  return profiles;
}

/** Undefined where there is too little to learn from, or nothing speaks for any source. */
async function weightsFrom(
  { rows, labels }: Examples,
  names: readonly string[],
  signal: AbortSignal,
): Promise<WeightsByKind | undefined> {
  const count = (isHit: (row: readonly number[]) => boolean) =>
    labels.filter((label, at) => label === 1 && isHit(rows[at] as readonly number[])).length;
  const hits = count(() => true);
  if (hits < FEWEST_HITS || hits === labels.length) return undefined;
  const columns = [...names, ...names.map((name) => `cold ${name}`)];
  const { model } = await learnLogistic(tableOf(columns, rows), Uint8Array.from(labels), { signal });
  const positive = model.original.coefficients.map((coefficient) => Math.max(0, coefficient));
  const mean = positive.slice(0, names.length).reduce((sum, each) => sum + each, 0) / names.length;
  if (!(mean > 0)) return undefined;
  const table = (from: number) =>
    Object.fromEntries(names.map((name, at) => [name, (positive[from + at] as number) / mean]));
  const known = table(0);
  const coldHits = count((row) => row.slice(names.length).some((term) => term > 0));
  return { known, cold: coldHits < FEWEST_COLD_HITS ? known : table(names.length) };
}
