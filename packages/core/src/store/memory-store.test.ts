import { storeSuite } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { compareUtf8 } from './compare-utf8.js';
import { memoryStore } from './memory-store.js';
import { SortedList } from './sorted-list.js';

storeSuite('memoryStore', { open: memoryStore });

describe('SortedList', () => {
  it('keeps order across chunks while items come and go', () => {
    const list = new SortedList<string>(compareUtf8);
    const items = Array.from({ length: 5000 }, (_, index) => String((index * 7919) % 5000));
    for (const item of items) list.add(item);
    for (const item of items) if (Number(item) % 3 === 0) list.remove(item);
    const expected = items.filter((item) => Number(item) % 3 !== 0).sort();
    expect([...list.from()]).toEqual(expected);
    expect([...list.from((item) => item >= '4')]).toEqual(expected.filter((item) => item >= '4'));
  });
});
