import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanced, cursorOf, progressOf } from './place.js';

describe('a cursor', () => {
  const number = fc.integer({ min: 0, max: 999_999_999 });
  const progress = fc.record({
    at: fc.record({ part: number, tx: number, pos: number }),
    open: fc.array(fc.record({ tx: number, pos: number }), { maxLength: 5 }),
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(progress, (one) => {
        expect(progressOf(cursorOf(one))).toEqual(one);
      }),
    );
  });

  it.each(['', '1', '1.2', '1.2.3_', '1.2.3_4', 'a.b.c', '1.2.3.4', '-1.2.3', '1.2.3_4.5;drop table store'])(
    'is not %j',
    (text) => expect(() => progressOf(text)).toThrow(expect.objectContaining({ field: 'after' })),
  );
});

describe('progress', () => {
  const at = { part: 1, tx: 20, pos: 3 };

  it('remembers transactions that are open below where the reader stands, and no others', () => {
    expect(advanced(undefined, { late: [], at, running: [7, 19, 21], isCut: false })).toEqual({
      at,
      open: [
        { tx: 7, pos: 0 },
        { tx: 19, pos: 0 },
      ],
    });
  });

  it('forgets those that are over and read to their end', () => {
    const before = { at, open: [{ tx: 7, pos: 0 }] };
    expect(advanced(before, { late: [{ part: 1, tx: 7, pos: 1 }], at, running: [], isCut: false })).toEqual({
      at,
      open: [],
    });
  });

  it('keeps how far it has read one that a page has cut', () => {
    const before = { at, open: [{ tx: 7, pos: 0 }] };
    expect(advanced(before, { late: [{ part: 1, tx: 7, pos: 1 }], at, running: [], isCut: true })).toEqual({
      at,
      open: [{ tx: 7, pos: 1 }],
    });
  });

  it('takes up with a new part, in which nothing of an earlier one is open', () => {
    const before = { at, open: [{ tx: 7, pos: 0 }] };
    const next = { part: 2, tx: 5, pos: 1 };
    expect(advanced(before, { late: [], at: next, running: [4, 7], isCut: false })).toEqual({
      at: next,
      open: [{ tx: 4, pos: 0 }],
    });
  });
});
