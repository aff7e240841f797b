import { expect, it } from 'vitest';
import { prefixEnd } from './prefix-end.js';

it('finds the least text behind all with a prefix', () => {
  expect(prefixEnd('')).toBeUndefined();
  expect(prefixEnd('a')).toBe('b');
  expect(prefixEnd('a\u{10ffff}')).toBe('b');
  expect(prefixEnd('\u{10ffff}\u{10ffff}')).toBeUndefined();
  expect(prefixEnd('\ud7ff')).toBe('\ue000');
  expect(prefixEnd('\uffff')).toBe('\u{10000}');
});
