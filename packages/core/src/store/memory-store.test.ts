import { describe, expect, it } from 'vitest';
import { compareUtf8 } from './compare-utf8.js';
import { memoryStore } from './memory-store.js';
import { SortedList } from './sorted-list.js';

describe('memoryStore', () => {
  it('commits, scans and lists', async () => {
    const store = memoryStore();
    const key = { tenant: 't', collection: 'c', id: 'a', person: 'p' };
    const signal = { id: 's', type: 'x', person: 'p', timestamp: 1, receivedAt: 1 };
    expect(await store.commit({ tenant: 't', append: [signal, signal], put: [{ key, value: 1 }] })).toEqual({
      appended: 1,
      duplicates: ['s'],
      versions: [1],
    });
    expect(await store.scan({ tenant: 't', limit: 9 })).toEqual({ signals: [signal], cursor: '0', more: false });
    expect(await store.list({ tenant: 't', collection: 'c', limit: 9 })).toEqual([{ key, value: 1, version: 1 }]);
    expect(await store.erase('t', 'p')).toEqual({ signals: 1, entries: 1 });
  });
});

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
