import { SintoniaError } from '@sintonia/spec';

/** More than any machine of ours holds; addresses are only reserved. */
const MOST_ROWS = 2 ** 29;
/** How many rows there is room for at first, and how much more each time: a quarter is little to be left over. */
const FIRST_ROWS = 2 ** 12;
const GROWTH = 1.25;

/**
 * A column of numbers that grows where it is, without a copy, and that can be let go of at once: other memory of such a size stays
 * until the garbage collector comes by, which may be after the fit.
 */
export class GrowingColumn<Numbers extends Uint32Array | Float64Array> {
  readonly #buffer: ArrayBuffer;
  /** As long as there is room. */
  readonly values: Numbers;

  constructor(maker: { readonly BYTES_PER_ELEMENT: number; new (buffer: ArrayBuffer): Numbers }) {
    this.#buffer = new ArrayBuffer(0, { maxByteLength: MOST_ROWS * maker.BYTES_PER_ELEMENT });
    this.values = new maker(this.#buffer);
  }

  /** Has room for so many rows. @throws SINTONIA_INPUT_TOO_LARGE for more than 2²⁹, RangeError where there is no such memory */
  reserve(rows: number): void {
    const { length } = this.values;
    if (rows <= length) return;
    if (rows > MOST_ROWS) {
      throw new SintoniaError('INPUT_TOO_LARGE', `A fit takes at most ${MOST_ROWS} interactions.`, {
        field: 'interactions',
      });
    }
    this.#resize(Math.min(MOST_ROWS, Math.max(rows, FIRST_ROWS, Math.ceil(GROWTH * length))));
  }

  /** Gives all of it back, also what was cut out of it. */
  release(): void {
    this.#resize(0);
  }

  #resize(rows: number): void {
    this.#buffer.resize(rows * this.values.BYTES_PER_ELEMENT);
  }
}
