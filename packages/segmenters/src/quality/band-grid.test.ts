import { describe, expect, it } from 'vitest';
import { bandGrid } from './band-grid.js';

const people = (count: number, bands: Record<string, string>) =>
  Array.from({ length: count }, (_, index) => ({ person: `${index}`, segments: [], bands }));

describe('a grid of bands', () => {
  it('counts people, the lowest band first, and tells no small cell', () => {
    const survey = [
      ...people(30, { recency: '10 of 10', frequency: '1 of 2' }),
      ...people(20, { recency: '2 of 10', frequency: '2 of 2' }),
      ...people(4, { recency: '2 of 10', frequency: '1 of 2' }),
      ...people(9, { recency: '2 of 10' }),
    ];
    expect(bandGrid(survey, 'recency', 'frequency')).toEqual({
      rowMeasure: 'recency',
      columnMeasure: 'frequency',
      rows: ['2 of 10', '10 of 10'],
      columns: ['1 of 2', '2 of 2'],
      people: [
        [null, null],
        [null, null],
      ],
    });
    expect(bandGrid(survey, 'recency', 'frequency', 2).people).toEqual([
      [4, 20],
      [30, 0],
    ]);
  });

  it('needs people with both bands', () => {
    expect(() => bandGrid(people(3, { recency: 'x' }), 'recency', 'constructor')).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID' }),
    );
  });
});
