import type { Item, Towards } from '@sintonia/spec';
import { type SparseRow, sparseRow } from '../sparse/sparse-row.js';
import type { AttributeDeclaration } from './attribute-options.js';
import { attributeOf, categoriesOf, dateOf, numberOf } from './attribute-values.js';
import { RankScale } from './rank-scale.js';

/** Points along the ranks of a number, an eighth apart: a value belongs to the three around it. */
const KNOTS = 9;
/** `less` and `more` go two points: past a quarter of all items. */
const STEP = 2;

/** What a dimension stands for. */
export interface Dimension {
  readonly attribute: string;
  /** The category, or the range of the number. */
  readonly value: string;
}

/** A learnt attribute. */
interface Axis extends Required<AttributeDeclaration> {
  readonly name: string;
  /** Of numbers and dates. */
  readonly scale: RankScale | undefined;
  /** Number of the first dimension of a scale. */
  readonly first: number;
  /** Dimensions of categories. */
  readonly categories: Map<string, number>;
}

/** A space as JSON. */
export interface AttributeSpaceJson {
  readonly axes: readonly {
    readonly name: string;
    readonly kind: AttributeDeclaration['kind'];
    readonly weight: number;
    readonly marks: readonly number[] | null;
    readonly categories: readonly (readonly [string, number])[];
  }[];
}

/**
 * Items as rows whose dot product says how alike they are: for each attribute up to its weight, after Gower (*A general
 * coefficient of similarity*, 1971). A number is compared by rank, by a quadratic spline over nine knots.
 * A category counts more the rarer it is (inverse document frequency, Spärck Jones 1972), several of an item share its weight.
 */
export class AttributeSpace {
  readonly #axes: readonly Axis[];
  readonly #dimensions: Dimension[] = [];
  /** Of categories, how much having it in common counts; 1 for the rarest. */
  readonly #rarity: number[] = [];

  private constructor(json: AttributeSpaceJson) {
    this.#axes = json.axes.map(({ name, kind, weight, marks, categories }): Axis => {
      const scale = marks === null ? undefined : new RankScale(marks);
      const first = this.#dimensions.length;
      if (scale)
        for (let knot = 0; knot < KNOTS; knot++) this.#add({ attribute: name, value: rangeOf(scale, knot, kind) }, 1);
      const numbered = categories.map(
        ([value, rarity]) => [value, this.#add({ attribute: name, value }, rarity)] as const,
      );
      return { name, kind, weight, scale, first, categories: new Map(numbered) };
    });
  }

  /** Learns how the values of the declared attributes are spread. An attribute in which all items are alike is left out. */
  static learn(items: readonly Item[], declared: ReadonlyMap<string, Required<AttributeDeclaration>>): AttributeSpace {
    const axes = [...declared].map(([name, { kind, weight }]) => {
      const values = items.map((item) => attributeOf(item, name));
      if (kind === 'category') return { name, kind, weight, marks: null, categories: raritiesOf(values) };
      const numbers = values.map(kind === 'date' ? dateOf : numberOf).filter((each) => each !== undefined);
      return { name, kind, weight, marks: RankScale.of(numbers)?.marks ?? null, categories: [] };
    });
    return new AttributeSpace({
      axes: axes.filter(({ marks, categories }) => marks !== null || categories.length > 0),
    });
  }

  /** @throws TypeError for what is no space. */
  static fromJSON(json: AttributeSpaceJson): AttributeSpace {
    return new AttributeSpace(json);
  }

  toJSON(): AttributeSpaceJson {
    return {
      axes: this.#axes.map(({ name, kind, weight, scale, categories }) => ({
        name,
        kind,
        weight,
        marks: scale?.marks ?? null,
        categories: [...categories].map(([value, dimension]) => [value, this.#rarity[dimension] as number]),
      })),
    };
  }

  get names(): readonly string[] {
    return this.#axes.map(({ name }) => name);
  }

  dimension(number: number): Dimension {
    return this.#dimensions[number] as Dimension;
  }

  /** An item as a row. Values that were not there when it was learnt count as missing. */
  rowOf(item: Item): SparseRow {
    const entries = new Map<number, number>();
    for (const axis of this.#axes) this.#addTo(entries, axis, attributeOf(item, axis.name));
    return sparseRow(entries);
  }

  /** A row moved along its numbers: `less` and `more` by a quarter of all items, a number all the way to it. */
  moved(row: SparseRow, towards: Towards): SparseRow {
    const entries = new Map(Array.from(row.dimensions, (dimension, at) => [dimension, row.weights[at] as number]));
    for (const axis of this.#axes) {
      const target = Object.hasOwn(towards, axis.name) ? towards[axis.name] : undefined;
      if (target === undefined || !axis.scale) continue;
      const knots = Array.from({ length: KNOTS }, (_, knot) => entries.get(axis.first + knot) ?? 0);
      for (let knot = 0; knot < KNOTS; knot++) entries.delete(axis.first + knot);
      if (typeof target === 'number') this.#addTo(entries, axis, target);
      else {
        for (const [knot, weight] of shifted(knots, target === 'more' ? STEP : -STEP).entries()) {
          entries.set(axis.first + knot, weight);
        }
      }
    }
    return sparseRow(entries);
  }

  #addTo(entries: Map<number, number>, axis: Axis, value: unknown): void {
    const { kind, weight, scale, first } = axis;
    const size = Math.sqrt(weight);
    if (scale) {
      const number = numberOf(value) ?? (kind === 'date' ? dateOf(value) : undefined);
      if (number === undefined) return;
      const bell = bellAt(scale.rank(number));
      for (const [knot, height] of bell) entries.set(first + knot, size * height);
      return;
    }
    const known = categoriesOf(value).filter((each) => axis.categories.has(each));
    for (const each of known) {
      const dimension = axis.categories.get(each) as number;
      entries.set(dimension, size * Math.sqrt((this.#rarity[dimension] as number) / known.length));
    }
  }

  #add(dimension: Dimension, rarity: number): number {
    this.#rarity.push(rarity);
    return this.#dimensions.push(dimension) - 1;
  }
}

/** Categories by falling frequency, each with its inverse document frequency as a share of the largest possible one. */
function raritiesOf(values: readonly unknown[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) for (const each of categoriesOf(value)) counts.set(each, (counts.get(each) ?? 0) + 1);
  const most = Math.log(1 + values.length);
  return (
    [...counts]
      .sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1))
      .map(([value, count]) => [value, Math.log((1 + values.length) / count) / most] as const)
      // What every item has tells none apart.
      .filter(([value]) => counts.get(value) !== values.length)
  );
}

/** The knots around a rank, with the weights of a quadratic spline (de Boor, 1978), their squares adding up to 1. */
function bellAt(rank: number): readonly (readonly [number, number])[] {
  const nearest = Math.round(rank * (KNOTS - 1));
  const off = rank * (KNOTS - 1) - nearest;
  const heights = [
    [nearest - 1, (0.5 - off) ** 2 / 2],
    [nearest, 0.75 - off ** 2],
    [nearest + 1, (0.5 + off) ** 2 / 2],
  ] as const;
  const inside = heights.filter(([knot, height]) => knot >= 0 && knot < KNOTS && height > 0);
  const length = Math.hypot(...inside.map(([, height]) => height));
  return inside.map(([knot, height]) => [knot, height / length]);
}

/** Weights moved by some knots; what would fall off stays at the end. */
function shifted(knots: readonly number[], by: number): readonly number[] {
  const moved = knots.map(() => 0);
  knots.forEach((weight, knot) => {
    const to = Math.max(0, Math.min(knots.length - 1, knot + by));
    moved[to] = (moved[to] as number) + weight;
  });
  return moved;
}

/** The values around a knot, as a person would write them. */
function rangeOf(scale: RankScale, knot: number, kind: AttributeDeclaration['kind']): string {
  const written = (rank: number) => {
    const value = scale.at(rank);
    return kind === 'date' ? new Date(value).toISOString().slice(0, 10) : String(Number(value.toPrecision(3)));
  };
  return `${written((knot - 0.5) / (KNOTS - 1))} – ${written((knot + 0.5) / (KNOTS - 1))}`;
}
