import { type Calibration, type Encoder, LogisticModel, type NearestLabels, rowOf } from '@sintonia/learners';
import type { MembershipReason } from '@sintonia/spec';
import type { LookAlikeSettings } from './look-alike-options.js';
import { columnsOf, type PersonRow } from './person-row.js';

/** What tells the seed from others. */
export interface Likeness {
  readonly encoder: Encoder;
  /** Nearest neighbours of a small seed, as many others among them; else a logistic regression on all. */
  readonly learner: NearestLabels | LogisticModel;
  readonly calibration: Calibration;
  /** The least probability of those in the segment. */
  readonly threshold: number;
  /** How many times as many others as it learnt from there are, beside the same of the seed. */
  readonly dilution: number;
}

export type Asked = Pick<LookAlikeSettings, 'measures' | 'categories'>;

/** How likely somebody belongs in the seed, 0 to 1, and why; nothing for who is not like it. */
export function likenessOf(
  { encoder, learner, calibration, threshold, dilution }: Likeness,
  asked: Asked,
  row: PersonRow,
): { readonly confidence: number; readonly reasons: readonly MembershipReason[] } | undefined {
  const values = rowOf(encoder.encode(columnsOf(asked, [row])), 0);
  if (!(learner instanceof LogisticModel) && learner.label(values) !== 1) return undefined;
  const probability = calibration.probability(scoreOf(learner, values));
  if (probability < threshold) return undefined;
  const reasons =
    learner instanceof LogisticModel ? weighed(learner, encoder, asked, row, values) : counted(learner, values);
  return { confidence: diluted(probability, dilution), reasons };
}

/** Log-odds, not calibrated. */
export function scoreOf(learner: NearestLabels | LogisticModel, values: Float64Array): number {
  if (learner instanceof LogisticModel) return learner.logOdds(values);
  // Half a neighbour on either side keeps it finite (Haldane, 1956; Anscombe, 1956).
  const like = learner.share(values, 1) * learner.neighbours;
  return Math.log((like + 0.5) / (learner.neighbours - like + 0.5));
}

/** A probability learnt from a part of the others, among all of them. */
export function diluted(probability: number, dilution: number): number {
  return probability / (probability + dilution * (1 - probability));
}

function counted(learner: NearestLabels, values: Float64Array): readonly MembershipReason[] {
  const like = Math.round(learner.share(values, 1) * learner.neighbours);
  return [{ measure: 'nearest in seed', value: like, unit: 'people', band: `${like} of ${learner.neighbours}` }];
}

/** What each measure adds to the log-odds, strongest first, and what anybody has. */
function weighed(
  learner: LogisticModel,
  { sources }: Encoder,
  { measures, categories }: Asked,
  row: PersonRow,
  values: Float64Array,
): readonly MembershipReason[] {
  const { base, values: parts } = learner.contributions(values);
  const sumOf = (name: string) => parts.reduce((sum, part, at) => sum + (sources[at] === name ? part : 0), 0);
  const reasons = [
    ...measures.map(({ name, unit }, at): MembershipReason => {
      const value = row.numbers[at] as number;
      const known = { measure: name, value: Number.isNaN(value) ? null : value, ...(unit !== undefined && { unit }) };
      return { ...known, contribution: sumOf(name) };
    }),
    ...categories.map(([name], at): MembershipReason => {
      return { measure: name, value: row.categories[at] ?? null, contribution: sumOf(name) };
    }),
  ];
  const strength = ({ contribution = 0 }: MembershipReason) => Math.abs(contribution);
  return [
    ...reasons.sort((a, b) => strength(b) - strength(a)),
    { measure: 'anybody', value: null, contribution: base },
  ];
}
