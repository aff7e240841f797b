import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallRows } from '../made-up.fixture.js';
import { tableOf } from '../matrix/table.js';
import { binTable, MISSING } from './bins.js';

it('bins keep the order of numbers, part only different ones, and the threshold says the same', () => {
  fc.assert(
    fc.property(smallRows(), fc.integer({ min: 2, max: 64 }), ({ features }, most) => {
      const { cuts, codes } = binTable(features, most);
      codes.forEach((column, at) => {
        expect((cuts[at] as Float64Array).length).toBeLessThan(most);
        column.forEach((code, row) => {
          const value = features.values[row * features.names.length + at] as number;
          if (Number.isNaN(value)) expect(code).toBe(MISSING);
          else expect((cuts[at] as Float64Array).filter((cut) => cut < value).length).toBe(code);
        });
      });
    }),
  );
});

it('bins part all numbers where there are few, even neighbours among floats', () => {
  const next = 1 + Number.EPSILON;
  const { codes } = binTable(tableOf(['x'], [[next], [1], [-1e308], [1e308]]), 64);
  expect([...(codes[0] as Uint8Array)]).toEqual([2, 1, 0, 3]);
});

it('bins have about equal count', () => {
  const { codes } = binTable(
    tableOf(
      ['x'],
      Array.from({ length: 6_400 }, (_, row) => [row ** 3]),
    ),
    64,
  );
  const counts = new Uint32Array(64);
  for (const code of codes[0] as Uint8Array) counts[code] = (counts[code] as number) + 1;
  expect([...counts]).toEqual(Array(64).fill(100));
});
