import { describe, expect, it } from 'vitest';
import { testCsr, testNumbers } from './numbers.fixture.js';
import { plainKernels } from './plain/plain-kernels.js';
import { asPointer } from './runtime/executor.js';
import { f32, f64, type Layout, layoutBytes, type Views, viewsOf } from './runtime/layout.js';
import { ownMemory } from './runtime/own-memory.js';

/** The same call on the same numbers by WebAssembly and by its twin; what each leaves in memory. */
function both<L extends Layout>(
  layout: L,
  name: keyof typeof plainKernels,
  args: (views: Views<L>) => readonly unknown[],
): [wasm: Views<L>, plain: Views<L>] {
  const kernel = plainKernels[name] as (...args: readonly unknown[]) => void;
  const { buffer, exports } = ownMemory(layoutBytes(layout, 1), 'wasm');
  const wasm = viewsOf(layout, 1, buffer);
  const call = exports?.[name] as typeof kernel;
  call(...args(wasm).map((each) => (typeof each === 'object' ? asPointer(each as Float32Array) : each)));
  const plain = viewsOf(layout, 1, ownMemory(layoutBytes(layout, 1), 'plain').buffer);
  kernel(...args(plain));
  return [wasm, plain];
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-4): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  for (let at = 0; at < expected.length; at++) {
    worst = Math.max(worst, Math.abs((actual[at] as number) - (expected[at] as number)));
  }
  expect(worst).toBeLessThan(within);
}

describe('WebAssembly and twin', () => {
  it('draw the same random numbers, bit by bit', () => {
    const [wasm, plain] = both({ out: f32(5_000) }, 'randomNumbers', ({ out }) => [4_000_000_000, 0.3, out, 17, 5_000]);
    expect(wasm.out).toEqual(plain.out);
    expect(Math.abs(wasm.out.reduce((sum, value) => sum + value, 0) / 5_000)).toBeLessThan(0.01);
    expect(Math.max(...wasm.out)).toBeGreaterThan(0.29);
  });

  it.each([
    [1, 1, 1],
    [7, 3, 9],
    [64, 300, 17],
    [33, 513, 40],
  ])('multiply %i × %i by × %i', (rows, depth, width) => {
    const layout = {
      left: f32(rows * depth),
      right: f32(depth * width),
      panels: f32(depth * (width + 8)),
      out: f32(rows * width),
      strips: f32(256 * (rows + 4)),
      tile: f32(32),
    };
    for (const mode of [0, 1, 2]) {
      const [packed] = both(layout, 'packPanels', ({ right, panels }) => {
        right.set(testNumbers(right.length, 3));
        return [right, 1, depth, depth, width, panels, 0, Math.ceil(width / 8)];
      });
      const [wasm, plain] = both(layout, 'multiplyRows', (views) => {
        views.left.set(testNumbers(views.left.length));
        views.panels.set(packed.panels);
        views.out.fill(2);
        return [
          views.left,
          depth,
          1,
          views.panels,
          depth,
          width,
          views.out,
          width,
          mode,
          views.strips,
          views.tile,
          0,
          rows,
        ];
      });
      expectClose(wasm.out, plain.out);
    }
  });

  it('turn rows in place, also where they are deeper than a block of a product', () => {
    const [rows, width] = [70, 300];
    const panels = 8 * Math.ceil(width / 8) * width;
    const layout = {
      rows: f32(rows * width),
      ...{ panels: f32(panels), strips: f32(72 * 256), tile: f32(32), lines: f32(rows * width) },
    };
    const [wasm, plain] = both(layout, 'rotateRows', (views) => {
      views.rows.set(testNumbers(rows * width));
      views.panels.set(testNumbers(panels, 3));
      return [views.rows, width, views.panels, views.strips, views.tile, views.lines, 5, rows];
    });
    expectClose(wasm.rows, plain.rows);
    expect([...plain.rows.subarray(0, 5 * width)]).toEqual([...testNumbers(rows * width).subarray(0, 5 * width)]);
  });

  it('find the same eigenvalues by different ways', () => {
    const size = 41;
    const layout = {
      matrix: f32(size * size),
      basis: f64(size * size),
      diagonal: f64(size),
      beside: f64(size),
      values: f64(size),
      vectors: f32(size * size),
    };
    const [wasm, plain] = both(layout, 'symmetricEigen', ({ matrix, basis, diagonal, beside, values, vectors }) => {
      const numbers = testNumbers(size * size);
      numbers.forEach((value, at) => {
        matrix[at] = value + (numbers[(at % size) * size + Math.floor(at / size)] as number);
      });
      return [matrix, size, basis, diagonal, beside, values, vectors, 0, 1];
    });
    expectClose(wasm.values, plain.values, 1e-9);
    const same = Array.from({ length: size }, (_, row) => {
      const [a, b] = [wasm, plain].map(({ vectors }) => vectors.subarray(row * size, (row + 1) * size));
      return Math.abs(
        (a as Float32Array).reduce((sum, value, at) => sum + value * ((b as Float32Array)[at] as number), 0),
      );
    });
    expectClose(same, new Array(size).fill(1), 1e-5);
  });

  it('make the same columns orthonormal, and drop those that lean on others', () => {
    const size = 30;
    const layout = { gram: f32(size * size), work: f64(2 * size * size), out: f32(size * size) };
    const [wasm, plain] = both(layout, 'orthonormaliser', ({ gram, work, out }) => {
      const x = testNumbers(50 * size);
      for (let row = 0; row < 50; row++) x[row * size + 7] = x[row * size + 3] as number;
      for (let at = 0; at < size * size; at++) {
        let sum = 0;
        for (let row = 0; row < 50; row++) {
          sum += (x[row * size + (at % size)] as number) * (x[row * size + Math.floor(at / size)] as number);
        }
        gram[at] = sum;
      }
      return [gram, size, work, out, 0, 1];
    });
    expectClose(wasm.out, plain.out, 1e-5);
    expect(Array.from({ length: size }, (_, row) => wasm.out[row * size + 7])).toEqual(new Array(size).fill(0));
  });

  it('solve the same rows, short, long and warm', () => {
    const matrix = testCsr(30, 900, 120);
    const long = testCsr(1, 900, 5_000);
    const width = 12;
    const entries = matrix.indices.length;
    for (const [csr, warm] of [
      [matrix, 2 ** 32 - 1],
      [matrix, 100],
      [long, 2 ** 32 - 1],
    ] as const) {
      const layout = {
        starts: { maker: Uint32Array, length: csr.rows + 1 },
        columns: { maker: Uint32Array, length: csr.indices.length },
        weights: f32(csr.indices.length),
        targets: f32(entries),
        factors: f32(900 * width),
        base: f32(width),
        lambda: f32(csr.rows),
        rotation: f32(width * width),
        gathered: f32(512 * width),
        vectors: f32(6 * width),
        x: f32(csr.rows * width),
      };
      const [wasm, plain] = both(layout, 'leastSquaresRows', (views) => {
        views.starts.set(csr.indptr);
        views.columns.set(csr.indices);
        views.weights.set(csr.values);
        views.factors.set(testNumbers(900 * width, 5));
        views.base.fill(0.5);
        views.lambda.fill(0.1);
        views.rotation.set(testNumbers(width * width, 9));
        views.x.set(testNumbers(csr.rows * width, 4));
        const { starts, columns, weights, factors, base, lambda, rotation, gathered, vectors, x } = views;
        const none = new Float32Array(0);
        const tail = [rotation, width, 4, warm, gathered, vectors, x, 0, csr.rows];
        return [starts, columns, weights, none, factors, base, lambda, ...tail];
      });
      expectClose(wasm.x, plain.x, 1e-4);
    }
  });
});
