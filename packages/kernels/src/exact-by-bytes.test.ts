import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testNumbers } from './numbers.fixture.js';
import { directKernels } from './runtime/direct-kernels.js';
import { f32, i8 } from './runtime/layout.js';
import { VectorIndex } from './vector-index.js';

interface Case {
  readonly dimension: number;
  readonly rows: readonly (readonly number[])[];
  readonly query: readonly number[];
}

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const vectorOf = (dimension: number, number = unit) => fc.array(number, { minLength: dimension, maxLength: dimension });

/** Vectors with numbers of some kind, some of them twice, some 0. */
const casesOf = (number: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.integer({ min: 1, max: 20 }).chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      rows: fc
        .array(fc.tuple(vectorOf(dimension, number), fc.integer({ min: 0, max: 3 })), { maxLength: 60 })
        .map((drawn) => drawn.flatMap(([row, times]) => (times === 0 ? [row.map(() => 0)] : Array(times).fill(row)))),
      query: vectorOf(dimension, number),
    }),
  );

/** All near one direction: products lie close together. */
const clustered = fc.integer({ min: 2, max: 20 }).chain((dimension) =>
  fc.record({
    dimension: fc.constant(dimension),
    query: vectorOf(dimension),
    rows: vectorOf(dimension).chain((centre) =>
      fc.array(
        vectorOf(dimension).map((off) => off.map((value, at) => (centre[at] as number) + 0.01 * value)),
        { minLength: 30, maxLength: 100 },
      ),
    ),
  }),
);

/** One vector loses all that it can, in the direction of the query, so that by bytes it is under others by nearly the whole bound. */
const hidden = fc
  .record({
    dimension: fc.integer({ min: 2, max: 64 }),
    share: fc.double({ min: 0.6, max: 0.9995, noNaN: true }),
    before: fc.integer({ min: 20, max: 60 }),
    scale: fc.integer({ min: -100, max: 10 }).map((power) => 2 ** power),
    size: fc.tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -26, max: 10 })),
  })
  .map(({ dimension, share, before, scale, size: [digits, power] }): Case => {
    const signs = Array.from({ length: dimension }, (_, at) => (at % 2 === 0 ? 1 : -1));
    const lost = signs.map((sign, at) => scale * (at === 0 ? 127 : 0.49 * sign));
    const gained = 0.49 * (dimension - 1) * share;
    const decoy = signs.map((_, at) => (at === 0 ? scale * (127 + gained) : 0));
    return {
      dimension,
      query: signs.map((sign) => sign * digits * 2 ** power),
      rows: [...Array(before).fill(decoy), lost],
    };
  });

const kinds: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  random: casesOf(unit),
  'of few values': casesOf(fc.integer({ min: -2, max: 2 })),
  'all under 0': casesOf(unit.map(Math.abs)).map((each) => ({ ...each, query: each.query.map((value) => -value) })),
  'of any size': casesOf(fc.tuple(unit, fc.integer({ min: -149, max: 127 })).map(([one, power]) => one * 2 ** power)),
  'of one size, whatever it is': fc
    .tuple(casesOf(unit), fc.integer({ min: -130, max: 60 }), fc.integer({ min: -60, max: 60 }))
    .map(([each, ofRows, ofQuery]) => ({
      ...each,
      rows: each.rows.map((row) => row.map((value) => value * 2 ** ofRows)),
      query: each.query.map((value) => value * 2 ** ofQuery),
    })),
  huge: casesOf(unit.map((one) => one * 3e38)),
  tiny: casesOf(unit.map((one) => one * 1e-41)),
  clustered,
  'with one hidden': hidden,
};

function found(
  Index: typeof VectorIndex,
  { dimension, rows, query }: Case,
  engine: 'wasm' | 'plain',
  byBytes: boolean,
) {
  const index = new Index(Float32Array.from(rows.flat()), dimension, { engine, quantised: byBytes });
  const exclude = Uint32Array.from({ length: Math.floor(rows.length / 3) }, (_, at) => 3 * at);
  return [1, 7, 200].flatMap((count) => [
    index.search(Float32Array.from(query), count),
    index.search(Float32Array.from(query), count, { exclude }),
  ]);
}

const isExact = (Index: typeof VectorIndex, each: Case, engine: 'wasm' | 'plain' = 'wasm') =>
  expect(found(Index, each, engine, true)).toEqual(found(Index, each, engine, false));

describe('a search by bytes', () => {
  afterEach(() => {
    vi.doUnmock('./byte-query.js');
    vi.resetModules();
  });

  it.each(Object.entries(kinds))('is the search of all, bit by bit: %s', (_, cases) => {
    fc.assert(
      fc.property(cases, (each) => {
        isExact(VectorIndex, each, 'wasm');
        isExact(VectorIndex, each, 'plain');
      }),
      { numRuns: 60 },
    );
  });

  it('would be seen to be wrong with a bound of half the size', async () => {
    vi.resetModules();
    vi.doMock('./byte-query.js', async (original) => {
      const real = await original<typeof import('./byte-query.js')>();
      const byteQuery: typeof real.byteQuery = (...args) => {
        const bound = real.byteQuery(...args);
        return bound && { ...bound, slack: bound.slack / 2 };
      };
      return { ...real, byteQuery };
    });
    const { VectorIndex: Planted } = await import('./vector-index.js');
    for (const engine of ['wasm', 'plain'] as const) {
      expect(() => fc.assert(fc.property(hidden, (each) => isExact(Planted, each, engine)))).toThrow();
    }
  });

  it.each([64, 50, 513])('is so over many vectors of %i numbers', (dimension) => {
    const count = Math.ceil(1_200_000 / dimension);
    const vectors = testNumbers(count * dimension);
    // Lengths as they are with factors: some items are far more liked than others.
    for (let at = 0; at < vectors.length; at++) {
      vectors[at] = (vectors[at] as number) * (1 + 30 / (1 + (Math.floor(at / dimension) % 97)));
    }
    const [bytes, floats] = [true, false].map((quantised) => new VectorIndex(vectors, dimension, { quantised }));
    for (let seed = 1; seed <= 20; seed++) {
      const query = testNumbers(dimension, seed);
      for (const wanted of [1, 10, 500]) expect(bytes?.search(query, wanted)).toEqual(floats?.search(query, wanted));
    }
  });

  it('is so where bytes tell nothing apart', () => {
    const vectors = testNumbers(40_000 * 16);
    for (let row = 0; row < 40_000; row++) vectors[row * 16] = 5_000;
    const [bytes, floats] = [true, false].map((quantised) => new VectorIndex(vectors, 16, { quantised }));
    for (let seed = 1; seed <= 5; seed++) {
      const query = testNumbers(16, seed);
      query[0] = 0;
      expect(bytes?.search(query, 10)).toEqual(floats?.search(query, 10));
    }
  });
});

it('rounds to bytes as its twin does', () => {
  const layout = { vectors: f32(51 * 24), bytes: i8(51 * 24), scales: f32(51) };
  const [wasm, plain] = (['wasm', 'plain'] as const).map((engine) => {
    const { call, views } = directKernels(layout, engine);
    views.vectors.set(testNumbers(51 * 24));
    // Halves; nothing; too small; as large as can be.
    views.vectors.subarray(0, 24).forEach((_, at, row) => {
      row[at] = at === 0 ? 127 : at - 11.5;
    });
    views.vectors.fill(0, 24, 48);
    views.vectors.fill(2 ** -140, 48, 72);
    views.vectors.fill(3.4e38, 72, 96);
    return { lost: call('quantiseRows', views.vectors, 24, views.bytes, views.scales, 0, 51), ...views };
  });
  expect(wasm?.bytes).toEqual(plain?.bytes);
  expect(wasm?.scales).toEqual(plain?.scales);
  expect(wasm?.lost).toBeCloseTo(plain?.lost ?? 0, 4);
  expect([...(wasm?.bytes.subarray(0, 4) ?? [])]).toEqual([127, -10, -10, -8]);
});
