import { describe, expect, it } from 'vitest';
import { both, expectClose } from './both-twins.fixture.js';
import { testCsr, testNumbers } from './numbers.fixture.js';
import { f32, i16, u16, u32 } from './runtime/layout.js';

/** Rows of 16 bits from −1 to 1. */
function fillShorts(shorts: Int16Array, scales: Float32Array): void {
  testNumbers(shorts.length, 5).forEach((value, at) => {
    shorts[at] = 32_767 * value;
  });
  scales.fill(1 / 32_767);
}

/** What rows of 16 bits stand for. */
function numbersOf(shorts: Int16Array, scales: Float32Array): Float32Array {
  const width = shorts.length / scales.length;
  return Float32Array.from(shorts, (value, at) => value * (scales[Math.floor(at / width)] as number));
}

describe('WebAssembly and twin', () => {
  it('turn rows of 16 bits in place, also where they are deeper than a block of a product', () => {
    const [rows, width] = [70, 304];
    const panels = width * width;
    const layout = {
      ...{ rows: i16(rows * width), scales: f32(rows) },
      ...{ panels: f32(panels), strips: f32(72 * 256), tile: f32(32), lines: f32(2 * rows * width) },
    };
    const [wasm, plain] = both(layout, 'rotateShorts', (views) => {
      fillShorts(views.rows, views.scales);
      // The third row is 0, and stays so.
      views.rows.fill(0, 2 * width, 3 * width);
      views.panels.set(testNumbers(panels, 3));
      return [views.rows, views.scales, width, views.panels, views.strips, views.tile, views.lines, 2, rows];
    });
    const wanted = numbersOf(plain.rows, plain.scales);
    // They are up to some 30.
    expectClose(numbersOf(wasm.rows, wasm.scales), wanted, 3e-3);
    expect(Math.max(...wanted)).toBeGreaterThan(10);
    expect(wasm.scales[2]).toBe(0);
    expect([...wasm.rows.subarray(0, 3 * width)]).toEqual([...plain.rows.subarray(0, 3 * width)]);
  });

  it('draw the same rows of 16 bits, bit by bit', () => {
    const layout = { out: i16(50 * 16), scales: f32(50) };
    const [wasm, plain] = both(layout, 'randomShorts', ({ out, scales }) => [7, 0.3, 16, 13, out, scales, 3, 50]);
    expect(wasm).toEqual(plain);
    expect(Math.max(...wasm.out) * (wasm.scales[3] as number)).toBeGreaterThan(0.29);
    expect([...wasm.out.subarray(3 * 16 + 13, 4 * 16)]).toEqual([0, 0, 0]);
  });

  it('sum the products of rows of 16 bits up, part by part', () => {
    const [rows, width] = [700, 24];
    const layout = {
      ...{ x: i16(rows * width), scales: f32(rows), partials: f32(2 * width * width) },
      ...{ lines: f32(512 * width), tile: f32(32), out: f32(width * width) },
    };
    const kernel = (start: number, end: number) => {
      return both(layout, 'gramShorts', ({ x, scales, partials, lines, tile }) => {
        fillShorts(x, scales);
        partials.fill(3);
        return [x, scales, width, start, 300, partials, lines, tile, 0, end];
      });
    };
    for (const start of [0, 400]) {
      const [wasm, plain] = kernel(start, 300);
      const upper = (of: Float32Array) => of.filter((_, at) => at % width >= Math.floor(at / width));
      expectClose(upper(wasm.partials), upper(plain.partials), 1e-3);
      expect(plain.partials[width * width]).toBe(3);
    }
  });

  it.each([
    [2, 2],
    [2, 4],
    [4, 2],
  ])('turn a sparse matrix around, columns of %i and rows of %i bytes', (columnBytes, rowBytes) => {
    const matrix = testCsr(40, 30, 6);
    const entries = matrix.indices.length;
    const sized = (bytes: number) => (bytes === 2 ? u16(entries) : u32(entries));
    const layout = {
      ...{ starts: u32(41), columns: sized(columnBytes), values: f32(entries) },
      ...{ turnedStarts: u32(31), turnedRows: sized(rowBytes), turnedValues: f32(entries) },
    };
    const [wasm, plain] = both(layout, 'transpose', (views) => {
      views.starts.set(matrix.indptr);
      views.columns.set(matrix.indices);
      views.values.set(matrix.values);
      const { starts, columns, values, turnedStarts, turnedRows, turnedValues } = views;
      return [starts, columns, values, turnedStarts, turnedRows, turnedValues, 40, 30, columnBytes, rowBytes, 0, 1];
    });
    expect(wasm).toEqual(plain);
    expect(wasm.turnedRows.some((row) => row > 0)).toBe(true);
  });

  it('solve the same rows, short, long and warm', () => {
    const matrix = testCsr(30, 900, 120);
    const long = testCsr(1, 900, 5_000);
    const width = 16;
    const entries = matrix.indices.length;
    for (const [csr, warm, bytes] of [
      [matrix, 2 ** 32 - 1, 4],
      [matrix, 100, 2],
      [long, 2 ** 32 - 1, 2],
    ] as const) {
      const layout = {
        starts: u32(csr.rows + 1),
        columns: bytes === 2 ? u16(csr.indices.length) : u32(csr.indices.length),
        weights: f32(csr.indices.length),
        targets: f32(entries),
        factors: i16(900 * width),
        scales: f32(900),
        base: f32(width),
        lambda: f32(csr.rows),
        rotation: f32(width * width),
        lines: f32(512 * width),
        vectors: f32(7 * width),
        x: i16(csr.rows * width),
        xScales: f32(csr.rows),
      };
      const [wasm, plain] = both(layout, 'leastSquaresRows', (views) => {
        views.starts.set(csr.indptr);
        views.columns.set(csr.indices);
        views.weights.set(csr.values);
        fillShorts(views.factors, views.scales);
        views.base.fill(0.5);
        views.lambda.fill(0.1);
        views.rotation.set(testNumbers(width * width, 9));
        fillShorts(views.x, views.xScales);
        const { starts, columns, weights, factors, scales, base, lambda, rotation, lines, vectors, x, xScales } = views;
        const none = new Float32Array(0);
        const tail = [rotation, width, 4, warm, lines, vectors, x, xScales, 0, csr.rows];
        return [starts, columns, bytes, weights, none, factors, scales, base, lambda, ...tail];
      });
      expectClose(numbersOf(wasm.x, wasm.xScales), numbersOf(plain.x, plain.xScales), 2e-4);
    }
  });
});
