import { describe, expect, it } from 'vitest';
import { Encoder, learnEncoder } from './encoder.js';

const columns = [
  { name: 'age', numbers: [1, 2, 3, 4] },
  { name: 'plan', categories: ['free', 'yearly', 'monthly', undefined] },
  { name: 'likes', categories: ['yes', 'no', 'yes', 'yes'] },
];

describe('encoding', () => {
  it('gives each category a column, one to two of them, and a missing one NaN', () => {
    const { names, values } = learnEncoder(columns).encode(columns);
    const gap = Number.NaN;
    expect(names).toEqual(['age', 'plan=free', 'plan=monthly', 'plan=yearly', 'likes=yes']);
    expect([...values]).toEqual([1, 1, 0, 0, 1, 2, 0, 0, 1, 0, 3, 0, 1, 0, 1, 4, gap, gap, gap, 1]);
  });

  it('tells which column each was made of', () => {
    expect(learnEncoder(columns).sources).toEqual(['age', 'plan', 'plan', 'plan', 'likes']);
  });

  it('gives a new category 0 everywhere, and keeps only the most frequent', () => {
    const few = [{ name: 'plan', categories: ['a', 'b', 'b', 'c', 'c', 'd'] }];
    const encoder = learnEncoder(few, { most: 2 });
    expect(encoder.names).toEqual(['plan=b', 'plan=c']);
    expect([...encoder.encode([{ name: 'plan', categories: ['z'] }]).values]).toEqual([0, 0]);
  });

  it('comes back from JSON', () => {
    const encoder = learnEncoder(columns);
    const again = Encoder.fromJSON(JSON.parse(JSON.stringify(encoder)));
    expect(again.encode(columns)).toEqual(encoder.encode(columns));
    expect(() => Encoder.fromJSON({ format: 'sintonia-encoder-1', columns: [7] })).toThrow('columns[0]');
  });

  it('takes __proto__ for a name and a category like any other', () => {
    const odd = [{ name: '__proto__', categories: ['__proto__', 'constructor', 'toString'] }];
    expect([...learnEncoder(odd).encode(odd).values]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('refuses columns of different length, another order, names that meet', () => {
    const [age, plan] = columns as [(typeof columns)[0], (typeof columns)[1]];
    expect(() => learnEncoder([age, { name: 'b', numbers: [1] }])).toThrow('columns[1] has 1 entries; it needs 4.');
    expect(() => learnEncoder([age, plan]).encode([plan, age])).toThrow('columns[0] is not the column age');
    expect(() => learnEncoder([age, age])).toThrow(RangeError);
  });
});
