import { expect, it } from 'vitest';
import { GrowingColumn } from './growing-column.js';

it('keeps what it holds while it grows, and gives all of it back', () => {
  const column = new GrowingColumn(Float64Array);
  column.reserve(1);
  column.values[0] = 0.5;
  const first = column.values.subarray(0, 1);
  for (let rows = 2; rows <= 1_000_000; rows *= 10) column.reserve(rows);
  expect(column.values.length).toBeGreaterThanOrEqual(200_000);
  expect([...first]).toEqual([0.5]);
  column.release();
  expect([column.values.length, first.length]).toEqual([0, 0]);
});

it('gives its memory back at once, with no help of the garbage collector', () => {
  const before = process.memoryUsage.rss();
  const column = new GrowingColumn(Uint32Array);
  column.reserve(5e7);
  column.values.fill(1);
  const held = process.memoryUsage.rss() - before;
  column.release();
  expect(held).toBeGreaterThan(150e6);
  expect(process.memoryUsage.rss() - before).toBeLessThan(50e6);
});

it('refuses more than a fit takes', () => {
  expect(() => new GrowingColumn(Uint32Array).reserve(2 ** 29 + 1)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_INPUT_TOO_LARGE', field: 'interactions' }),
  );
});
