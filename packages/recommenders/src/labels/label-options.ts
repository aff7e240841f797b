import { assertKnownOptions, type Item, isIdentifier, SintoniaError } from '@sintonia/spec';
import { readOption } from '../read-option.js';

export interface LabelItemsOptions {
  /** Items that have the label, as an attribute that is a text. At most 20,000. */
  readonly labelled: readonly Item[];
  /** Items that want it. */
  readonly items: readonly Item[];
  /** The numbers by which items are alike, 1 to 32. A missing one counts as the mean. */
  readonly attributes: readonly string[];
  /** The attribute to fill in, such as `mood`. How sure it is goes to the attribute of this name and `Confidence`. */
  readonly label: string;
  /** How many of the nearest vote. 1 to 1,000. Default: 15. */
  readonly neighbours?: number;
  /** Which share of them must agree. With less the item stays without a label. 0 to 1. Default: 0. */
  readonly leastConfidence?: number;
  /** For what is kept back to measure by. Default: 1. */
  readonly seed?: number;
  /** Default: never aborts. */
  readonly abort?: AbortSignal;
}

export type LabelSettings = Required<LabelItemsOptions>;

const OPTIONS: readonly (keyof LabelItemsOptions)[] = [
  ...(['labelled', 'items', 'attributes', 'label'] as const),
  ...(['neighbours', 'leastConfidence', 'seed', 'abort'] as const),
];
const MOST_LABELLED = 20_000;
const MOST_ATTRIBUTES = 32;

/** Fills in the defaults. @throws SINTONIA_OPTION_INVALID, SINTONIA_INPUT_TOO_LARGE that name the field. */
export function readLabelOptions(options: LabelItemsOptions): LabelSettings {
  assertKnownOptions(options, OPTIONS);
  const { labelled, items, attributes, label, abort = new AbortController().signal } = options;
  for (const name of ['labelled', 'items', 'attributes'] as const) {
    if (!Array.isArray(options[name])) throw invalid(name, 'must be a list');
  }
  if (labelled.length > MOST_LABELLED) {
    throw new SintoniaError('INPUT_TOO_LARGE', `At most ${MOST_LABELLED} labelled items.`, { field: 'labelled' });
  }
  if (attributes.length === 0 || attributes.length > MOST_ATTRIBUTES) {
    throw invalid('attributes', `must name 1 to ${MOST_ATTRIBUTES} attributes`);
  }
  const wrong = attributes.findIndex((name, at) => !isIdentifier(name) || attributes.indexOf(name) < at);
  if (wrong >= 0) throw invalid(`attributes[${wrong}]`, 'must be the name of an attribute, once');
  if (!isIdentifier(label) || label === '__proto__') throw invalid('label', 'must be the name of an attribute');
  if (attributes.includes(label)) throw invalid('label', 'must not be among the attributes');
  return {
    ...{ labelled, items, attributes, label, abort },
    neighbours: readOption(options, 'neighbours', 15, { min: 1, max: 1_000, whole: true }),
    leastConfidence: readOption(options, 'leastConfidence', 0, { min: 0, max: 1 }),
    seed: readOption(options, 'seed', 1, { min: 0, max: 2 ** 32 - 1, whole: true }),
  };
}

function invalid(field: string, problem: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${problem}.`, { field });
}
