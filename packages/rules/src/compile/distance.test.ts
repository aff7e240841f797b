import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distance } from './distance.js';

const place = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});

it.each([
  ['Madrid to Paris', { lat: 40.4168, lon: -3.7038 }, { lat: 48.8566, lon: 2.3522 }, 1_053_000],
  ['across the date line', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195],
  ['pole to pole', { lat: 90, lon: 12 }, { lat: -90, lon: -50 }, 20_015_115],
])('%s', (_, a, b, metres) => {
  expect(distance(a, b) / metres).toBeCloseTo(1, 3);
});

it('is a distance', () => {
  const cases = fc.property(place, place, place, (a, b, c) => {
    expect(distance(a, a)).toBe(0);
    expect(distance(a, b)).toBeCloseTo(distance(b, a), 3);
    // To a metre: on the other side of the Earth the last digits are lost.
    expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1);
  });
  fc.assert(cases);
});
