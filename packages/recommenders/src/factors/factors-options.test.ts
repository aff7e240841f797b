import { describe, expect, it } from 'vitest';
import { type FactorsOptions, readFactorsOptions } from './factors-options.js';

describe('readFactorsOptions', () => {
  it('leaves it to the number of items whether to search by bytes', () => {
    expect(readFactorsOptions({}).quantised).toBeUndefined();
    expect(readFactorsOptions({ quantised: false }).quantised).toBe(false);
  });

  it.each<[field: string, options: object]>([
    ['rank', { rank: 0 }],
    ['iterations', { iterations: 1.5 }],
    ['regularisation', { regularisation: Number.NaN }],
    ['quantised', { quantised: 'yes' }],
    ['speed', { speed: 1 }],
  ])('names %s where it is wrong', (field, options) => {
    expect(() => readFactorsOptions(options as FactorsOptions)).toThrow(expect.objectContaining({ field }));
  });
});
