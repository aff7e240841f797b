import { expect, it } from 'vitest';
import { Lately } from './lately.js';

it('holds so many, those that were set last', () => {
  const lately = new Lately<number>(2);
  lately.set('a', 1);
  lately.set('b', 2);
  lately.set('a', 3);
  lately.set('__proto__', 4);
  expect(['a', 'b', '__proto__', 'constructor'].map((name) => lately.get(name))).toEqual([3, undefined, 4, undefined]);
  lately.forget((value) => value === 3);
  expect([lately.get('a'), lately.take('__proto__'), lately.take('__proto__')]).toEqual([undefined, 4, undefined]);
});
