import { learnNearestLabels, type NearestLabels, seededRandom, shuffle, tableOf } from '@sintonia/learners';
import type { Item } from '@sintonia/spec';
import { attributeOf, numberOf } from '../attributes/attribute-values.js';
import { Pace } from '../pace.js';
import { type LabelItemsOptions, type LabelSettings, readLabelOptions } from './label-options.js';

export type LabelledItems =
  | {
      readonly outcome: 'labelled';
      /** All `items`, in their order; those of which no attribute is known, or that nobody is sure of, as they were. */
      readonly items: readonly Item[];
      /** The share of items kept back whose label was found. 0 to 1. */
      readonly accuracy: number;
      /** The share that the most frequent label has of them: what a guess reaches. */
      readonly chance: number;
      /** How many were kept back. */
      readonly tested: number;
    }
  | { readonly outcome: 'insufficientData' /** Such as `30 labelled items`. */; readonly lacks: string };

const FEWEST = 30;
/** A label takes a byte. */
const MOST_LABELS = 256;
/** A fifth is kept back, and of many so many: a share is known to some hundredths by then. */
const KEPT_BACK = 0.2;
const MOST_KEPT_BACK = 500;

/** An item that is known by its label. */
interface Known {
  readonly row: readonly number[];
  readonly label: string;
}

/**
 * Labels items as most of the nearest labelled ones are, by a few numbers: mood, look-alike. What it is worth is measured on items
 * kept back; then all of them are asked.
 *
 * @throws SINTONIA_OPTION_INVALID, SINTONIA_INPUT_TOO_LARGE that name the field, SINTONIA_ABORTED
 */
export async function labelItems(options: LabelItemsOptions): Promise<LabelledItems> {
  const settings = readLabelOptions(options);
  const pace = new Pace(settings.abort);
  const found = knownOf(settings);
  const order = shuffle(Uint32Array.from(found.keys()), seededRandom(settings.seed));
  const known = Array.from(order, (at) => found[at] as Known);
  const labels = [...new Set(known.map(({ label }) => label))].sort();
  if (known.length < FEWEST) return { outcome: 'insufficientData', lacks: `${FEWEST} labelled items` };
  if (labels.length < 2) return { outcome: 'insufficientData', lacks: '2 labels' };
  if (labels.length > MOST_LABELS) return { outcome: 'insufficientData', lacks: `no more than ${MOST_LABELS} labels` };

  const learn = (from: readonly Known[]) => nearestOf(from, labels, settings);
  const tested = Math.min(MOST_KEPT_BACK, Math.floor(KEPT_BACK * known.length));
  const [test, rest] = [known.slice(0, tested), known.slice(tested)];
  const trial = learn(rest);
  let right = 0;
  for (const { row, label } of test) {
    if (pace.due()) await pace.rest();
    if (labels[trial.label(row)] === label) right++;
  }
  await pace.rest();
  const nearest = learn(known);
  const items: Item[] = [];
  for (const item of settings.items) {
    if (pace.due()) await pace.rest();
    items.push(labelled(item, nearest, labels, settings));
  }
  const frequent = Math.max(...labels.map((label) => test.filter((each) => each.label === label).length));
  return { outcome: 'labelled', items, accuracy: right / tested, chance: frequent / tested, tested };
}

function knownOf({ labelled, attributes, label }: LabelSettings): Known[] {
  return labelled.flatMap((item) => {
    const own = attributeOf(item, label);
    const row = rowOf(item, attributes);
    return typeof own === 'string' && row ? [{ row, label: own }] : [];
  });
}

/** Undefined where no attribute is known. */
function rowOf(item: Item, attributes: readonly string[]): readonly number[] | undefined {
  const numbers = attributes.map((name) => numberOf(attributeOf(item, name)));
  return numbers.every((each) => each === undefined) ? undefined : numbers.map((each) => each ?? Number.NaN);
}

function nearestOf(known: readonly Known[], labels: readonly string[], settings: LabelSettings): NearestLabels {
  const table = tableOf(
    settings.attributes,
    known.map(({ row }) => row),
  );
  const numbers = new Map(labels.map((label, number) => [label, number]));
  const own = Uint8Array.from(known, ({ label }) => numbers.get(label) as number);
  return learnNearestLabels(table, own, { neighbours: settings.neighbours });
}

function labelled(item: Item, nearest: NearestLabels, labels: readonly string[], settings: LabelSettings): Item {
  const { attributes, label, leastConfidence } = settings;
  const row = rowOf(item, attributes);
  if (!row) return item;
  const found = nearest.label(row);
  const confidence = nearest.share(row, found);
  if (confidence < leastConfidence) return item;
  const told = { [label]: labels[found] as string, [`${label}Confidence`]: confidence };
  return { ...item, attributes: { ...item.attributes, ...told } };
}
