import fc from 'fast-check';
import { type LabelledRows, type Table, tableOf } from './index.js';
import { seededRandom } from './work/seeded-random.js';

/** Rows whose log-odds are 1.5 a − b² + 1, with `noise` that says nothing; a tenth of `a` is missing where asked for. */
export function madeUp(rows: number, { seed = 1, gaps = false } = {}): LabelledRows {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const lines: number[][] = [];
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const [a, b, noise] = [normal(), normal(), normal()] as const;
    labels[row] = random() < 1 / (1 + Math.exp(-(1.5 * a - b * b + 1))) ? 1 : 0;
    lines.push([gaps && random() < 0.1 ? Number.NaN : a, b, noise]);
  }
  return { features: tableOf(['a', 'b', 'noise'], lines), labels };
}

const smallNumber = fc.integer({ min: -40, max: 40 }).map((number) => number / 8);

/** Any small table with both labels, few distinct numbers, some missing. */
export const smallRows = ({ gaps = true } = {}): fc.Arbitrary<LabelledRows> =>
  fc.integer({ min: 1, max: 4 }).chain((columns) => {
    const number = gaps ? fc.oneof({ weight: 6, arbitrary: smallNumber }, fc.constant(Number.NaN)) : smallNumber;
    const row = fc.array(number, { minLength: columns, maxLength: columns });
    return fc
      .array(fc.tuple(row, fc.integer({ min: 0, max: 1 })), { minLength: 4, maxLength: 40 })
      .filter((rows) => rows.some(([, label]) => label === 0) && rows.some(([, label]) => label === 1))
      .map((rows) => ({
        features: tableOf(
          Array.from({ length: columns }, (_, column) => `c${column}`),
          rows.map(([values]) => values),
        ),
        labels: Uint8Array.from(rows, ([, label]) => label),
      }));
  });

/** Scores with ties, and labels. */
export const scored = fc
  .array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 60 })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 2),
    labels: Uint8Array.from(rows, ([, label]) => label),
  }));

/** Any small table without gaps, of one to three columns. */
export const fullTable: fc.Arbitrary<Table> = smallRows({ gaps: false }).map(({ features }) => features);
