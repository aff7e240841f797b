import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wavesOf } from './waves.js';
import type { Work } from './work.js';

const nothing: Work = { signals: [], refuses: false, check: [], put: [], delete: [], trim: [] };
const key = (id: string) => ({ collection: 'c', id, person: '' });
const putting = (id: string): Work => ({ ...nothing, put: [{ key: key(id), value: '1' }] });
const checking = (id: string): Work => ({ ...nothing, check: [{ key: key(id), version: 0 }] });
const appending = (id: string, person = 'p'): Work => ({
  ...nothing,
  signals: [{ id, person, type: 'x', timestamp: 0, rest: '[0]' }],
});
const trimming = (person: string): Work => ({ ...nothing, trim: [{ person, before: 0 }] });

describe('waves', () => {
  it.each<[string, Work[], number[]]>([
    ['who only looks goes together', [checking('a'), checking('a'), checking('b')], [1, 1, 1]],
    ['who writes the same comes after', [putting('a'), putting('b'), putting('a')], [1, 1, 2]],
    [
      'who looks at what is written comes after, and who writes what was looked at',
      [putting('a'), checking('a'), putting('a')],
      [1, 2, 3],
    ],
    ['one id comes twice', [appending('a'), appending('b'), appending('a')], [1, 1, 2]],
    [
      'a trim is apart from the signals of its person',
      [appending('a'), trimming('p'), trimming('q'), appending('b')],
      [1, 2, 1, 3],
    ],
    ['what is deleted is written', [{ ...nothing, delete: [key('a')] }, checking('a')], [1, 2]],
  ])('%s', (_, group, waves) => expect(wavesOf(group)).toEqual(waves));

  it('of two that touch the same, one writing, the later is in a later wave', () => {
    const step = fc.tuple(fc.constantFrom(putting, checking, appending), fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const waves = wavesOf(steps.map(([make, id]) => make(id)));
        steps.forEach(([make, id], at) => {
          for (let before = 0; before < at; before += 1) {
            const [other, otherId] = steps[before] as (typeof steps)[number];
            const isSameKind = (make === appending) === (other === appending);
            if (id !== otherId || !isSameKind || (make === checking && other === checking)) continue;
            expect(waves[at]).toBeGreaterThan(waves[before] as number);
          }
        });
      }),
    );
  });
});
