const KEPT = 10;

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly product: number;
}

/** What the last steps told about the curvature, in place of the matrix: L-BFGS (Nocedal, 1980). */
export class GradientMemory {
  readonly #pairs: Pair[] = [];
  #last: { readonly place: Float64Array; readonly gradient: Float64Array } | undefined;

  note(place: Float64Array, gradient: Float64Array): void {
    if (this.#last) {
      const moved = minus(place, this.#last.place);
      const turned = minus(gradient, this.#last.gradient);
      const product = dot(moved, turned);
      if (product > 0) this.#pairs.push({ moved, turned, product });
      if (this.#pairs.length > KEPT) this.#pairs.shift();
    }
    this.#last = { place, gradient };
  }

  /** A way down; without memory straight down, at most by 1. */
  step(gradient: Float64Array): Float64Array {
    const step = gradient.map((each) => -each);
    const newest = this.#pairs.at(-1);
    if (!newest) {
      const length = Math.sqrt(dot(step, step));
      return length > 1 ? step.map((each) => each / length) : step;
    }
    const shares = this.#pairs.toReversed().map(({ moved, turned, product }) => {
      const share = dot(moved, step) / product;
      add(step, turned, -share);
      return share;
    });
    const scale = newest.product / dot(newest.turned, newest.turned);
    for (let at = 0; at < step.length; at++) step[at] = (step[at] as number) * scale;
    for (const { moved, turned, product } of this.#pairs) {
      add(step, moved, (shares.pop() as number) - dot(turned, step) / product);
    }
    return step;
  }
}

const minus = (a: Float64Array, b: Float64Array) => a.map((each, at) => each - (b[at] as number));

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, each, at) => sum + each * (b[at] as number), 0);

function add(to: Float64Array, what: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + factor * (what[at] as number);
}
