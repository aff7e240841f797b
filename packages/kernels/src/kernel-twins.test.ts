import { describe, expect, it } from 'vitest';
import { both, expectClose } from './both-twins.fixture.js';
import { testNumbers } from './numbers.fixture.js';
import { f32, f64 } from './runtime/layout.js';

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
});
