import { DAY } from '@sintonia/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFeatureOptions } from './feature-options.js';
import { FeatureSet } from './feature-set.js';
import { Timeline } from './timeline.js';

const NOW = Date.UTC(2026, 0, 1);
const features = new FeatureSet(
  readFeatureOptions({ signals: ['order', 'view'], windows: ['7d', '30d'], traits: ['plan', 'age'] }),
);

type Done = { readonly type: string; readonly ago: number; readonly value?: number };

function timeline(done: readonly Done[], traits = {}): Timeline {
  const made = new Timeline(traits);
  for (const { ago, type, value = 0 } of done) made.add({ timestamp: NOW - ago * DAY, type, value });
  return made;
}

const at = (of: Timeline, moment = NOW) => {
  const numbers = features.numbersAt({ timeline: of, at: moment });
  return Object.fromEntries(features.numbers.map((name, place) => [name, numbers[place]]));
};

describe('features', () => {
  it('count within windows, days since, value and tenure', () => {
    const done = [
      { type: 'order', ago: 40, value: 10 },
      { type: 'order', ago: 8, value: 20 },
      { type: 'view', ago: 2, value: 0 },
      { type: 'other', ago: 1, value: 99 },
    ];
    expect(at(timeline(done))).toEqual({
      'order within 7d': 0,
      'order within 30d': 1,
      'view within 7d': 1,
      'view within 30d': 1,
      'days since order': 8,
      'days since view': 2,
      'value within 7d': 0,
      'value within 30d': 20,
      'value ever': 30,
      'days since anything': 2,
      'days since the first': 40,
    });
  });

  const deeds = fc.array(
    fc.record({
      type: fc.constantFrom('order', 'view', 'other'),
      ago: fc.integer({ min: -240, max: 240 }).map((quarters) => quarters / 4),
      value: fc.integer({ min: -50, max: 50 }),
    }),
  );

  it('know nothing of what comes later, and do not care for the order of arrival', () => {
    fc.assert(
      fc.property(deeds, fc.integer({ min: -60, max: 60 }), (done, ago) => {
        const moment = NOW - ago * DAY;
        const known = at(timeline(done.filter((each) => each.ago >= ago)), moment);
        expect(at(timeline(done), moment)).toEqual(known);
        const other = at(timeline(done.toSorted((a, b) => a.ago - b.ago)), moment);
        for (const [name, value] of Object.entries(other)) {
          if (Number.isNaN(value)) expect(known[name]).toBeNaN();
          else expect(value).toBeCloseTo(known[name] ?? 0, 9);
        }
      }),
    );
  });

  it('take traits as numbers or as categories, and leave out what is neither', () => {
    const people = [
      { plan: 'free', age: 30 },
      { plan: 'paid', age: Number.NaN },
      { plan: { deep: 1 }, age: 50 },
      JSON.parse('{ "__proto__": { "plan": "stolen" } }'),
    ].map((traits) => ({ timeline: timeline([], traits), at: NOW }));
    const columns = features.columnsOf(people).slice(-2);
    expect(columns).toEqual([
      { name: 'plan', categories: ['free', 'paid', undefined, undefined] },
      { name: 'age', numbers: Float64Array.of(30, Number.NaN, 50, Number.NaN) },
    ]);
    expect(people.map((person) => features.valueOf('age', person))).toEqual([30, null, 50, null]);
  });

  it.each([
    [{ signals: [] }, 'signals'],
    [{ windows: ['soon'] }, 'windows[0]'],
    [{ traits: ['religion'] }, 'traits[0]'],
    [{ traits: 'plan' }, 'traits'],
    [{ windows: Array.from({ length: 11 }, (_, days) => `${days + 1}d`) }, 'windows'],
  ])('refuse %j', (options, field) => {
    expect(() => readFeatureOptions(options as never)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});
