import type { Entry } from '@sintonia/spec';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EntryTable } from './entry-table.js';
import { packed } from './packed-value.js';

const place = { tenant: 't', collection: 'c' };
const change = fc.record({
  person: fc.constantFrom(undefined, 'ana', 'bob'),
  id: fc.constantFrom('1', '2', '3'),
  kind: fc.constantFrom('put', 'put', 'delete', 'erase', 'list'),
});

it('keeps what a plain list would, however many entries of a person come and go', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const table = new EntryTable(place);
      let entries: Entry[] = [];
      changes.forEach(({ person, id, kind }, index) => {
        const key = { ...place, id, ...(person !== undefined && { person }) };
        const isKey = (entry: Entry) => entry.key.id === id && entry.key.person === person;
        if (kind === 'erase' && person !== undefined) {
          expect(table.erase(person)).toBe(entries.filter((entry) => entry.key.person === person).length);
          entries = entries.filter((entry) => entry.key.person !== person);
          return;
        }
        if (kind === 'list') {
          expect(table.list({ ...place, limit: 100 })).toHaveLength(entries.length);
          return;
        }
        if (kind === 'put') table.put(key, packed(index), index + 1);
        else table.delete(key);
        entries = entries.filter((entry) => !isKey(entry));
        if (kind === 'put') entries.push({ key, value: index, version: index + 1 });
        expect(table.get(key)).toEqual(entries.find(isKey));
        expect(table.versionOf(key)).toBe(entries.find(isKey)?.version ?? 0);
      });
      const nameOf = ({ key }: Entry) => `${key.id} ${key.person ?? ''}`;
      const sorted = entries.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      expect(table.list({ ...place, limit: 100 })).toEqual(sorted);
      for (const person of ['ana', 'bob']) {
        const theirs = sorted.filter(({ key }) => key.person === person && key.id >= '2');
        expect(table.list({ ...place, person, from: '2', limit: 100 })).toEqual(theirs);
      }
    }),
  );
});

it('has thousands in order that came and went with nobody asking', () => {
  const table = new EntryTable(place);
  const ids = Array.from({ length: 10_000 }, (_, index) => String((index * 7_919) % 10_000));
  for (const [index, id] of ids.entries()) table.put({ ...place, id }, packed(index), index + 1);
  expect(table.list({ ...place, limit: 10_000 }).map(({ key }) => key.id)).toEqual(ids.toSorted());
  const left = ids.filter((id) => id.endsWith('7'));
  for (const id of ids) if (!id.endsWith('7')) table.delete({ ...place, id });
  table.put({ ...place, id: '10' }, packed('again'), 10_001);
  expect(table.list({ ...place, limit: 10_000 }).map(({ key }) => key.id)).toEqual([...left, '10'].toSorted());
});
