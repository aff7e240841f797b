import { expect, it } from 'vitest';
import { Fields } from './fields.js';

const payload = new Fields({
  title: 'Mug',
  empty: '',
  gone: null,
  at: '2026-01-01',
  lines: [{ price: 1 }, { price: 2 }],
  connection: { nodes: [{ price: 3 }] },
  part: { name: 'within' },
});
const price = (each: Fields) => each.read('price', (value) => value);

it('members are read by their names, and what is empty or null is absent', () => {
  expect([payload.text('title'), payload.text('empty'), payload.text('gone'), payload.text('none')]).toEqual([
    'Mug',
    undefined,
    undefined,
    undefined,
  ]);
  expect([payload.has('gone'), payload.has('none'), payload.given('gone')]).toEqual([true, false, undefined]);
  expect(payload.moment('none', 'gone', 'at')).toBe(Date.UTC(2026, 0));
  expect(payload.list('lines', price)).toEqual([1, 2]);
  expect(payload.list('connection', price)).toEqual([3]);
  expect(payload.list('none', price)).toEqual([]);
  expect([payload.part('part').text('name'), payload.part('none').text('name')]).toEqual(['within', undefined]);
});

it('what every object inherits is no member', () => {
  for (const name of ['constructor', '__proto__', 'toString']) expect(payload.given(name)).toBeUndefined();
});

it.each<[field: string, read: () => unknown]>([
  ['payload', () => new Fields([])],
  ['payload', () => new Fields(null)],
  ['title', () => payload.part('title')],
  ['title', () => payload.list('title', price)],
  ['part', () => payload.list('part', price)],
  ['list[1]', () => new Fields({ list: [{}, 7] }).list('list', () => 1)],
  // biome-ignore lint/suspicious/noSparseArray: a hole must be seen.
  ['list[0]', () => new Fields({ list: [, {}] }).list('list', () => 1)],
  ['a.b[0].c', () => new Fields({ a: { b: [{ c: 1 }] } }).part('a').list('b', (each) => each.text('c'))],
  ['title', () => payload.text('title', 2)],
  ['none', () => payload.moment('gone', 'none')],
  ['bad', () => new Fields({ bad: '\ud800' }).text('bad')],
])('names %s where it is wrong', (field, read) => {
  expect(read).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }));
});
