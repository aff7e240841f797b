import { describe, expect, it } from 'vitest';
import { NOW, someone } from '../asking.fixture.js';
import { demographic } from './demographic.js';
import type { DemographicOptions } from './demographic-options.js';
import { DemographicSegmenter } from './demographic-segmenter.js';
import { isSensitiveTrait } from './sensitive-traits.js';

const place = (traits: object, options?: DemographicOptions) =>
  new DemographicSegmenter(options).assign(someone(traits as Record<string, string>));

describe('age', () => {
  it('is told by the birthday, with its reason', () => {
    expect(place({ birthday: '1990-06-15', age: 3 })).toEqual([
      { segment: 'age:35-44', confidence: 1, reasons: [{ measure: 'age', value: 35, unit: 'years', band: '35-44' }] },
    ]);
  });

  it('is told by an age where there is no birthday', () => {
    expect(place({ age: 17.9 })[0]?.segment).toBe('age:0-17');
    expect(place({ birthday: null, age: 65 })[0]?.segment).toBe('age:65+');
  });

  it.each([
    [{}, 'missing'],
    [{ birthday: null }, 'missing'],
    [{ birthday: '1876-01-01' }, 'implausible: over 122 years'],
    [{ birthday: '2030-01-01' }, 'implausible: in the future'],
    [{ birthday: 'next week' }, 'implausible: no date'],
    [{ birthday: 19900615 }, 'implausible: no date'],
    [{ birthday: '2030-01-01', age: 30 }, 'implausible: in the future'],
    [{ age: 150 }, 'implausible: over 122 years'],
    [{ age: -1 }, 'implausible: below 0'],
    [{ age: Number.NaN }, 'implausible: no number'],
    [{ age: Infinity }, 'implausible: no number'],
    [{ age: 'thirty' }, 'implausible: no number'],
    [{ age: [30] }, 'implausible: no number'],
  ])('of %j is unknown: %s', (traits, band) => {
    expect(place(traits)).toEqual([
      { segment: 'age:unknown', confidence: 1, reasons: [{ measure: 'age', value: null, band }] },
    ]);
  });

  it('comes from the clock', () => {
    const request = { ...someone({ birthday: '2000-01-01' }), now: NOW - 1 };
    expect(new DemographicSegmenter().assign(request)[0]?.reasons[0]?.value).toBe(25);
  });
});

describe('other traits', () => {
  const options: DemographicOptions = {
    dimensions: {
      region: { trait: 'country', groups: { iberia: ['ES', 'PT'], dach: ['DE', 'AT', 'CH'] } },
      household: { trait: 'householdSize', bands: { single: 1, couple: 2, family: 3 }, highest: 30, unit: 'people' },
    },
  };
  const segments = (traits: object) => place(traits, options).map(({ segment }) => segment);

  it('are parted as declared', () => {
    expect(new DemographicSegmenter(options).segments).toEqual([
      ...['region:iberia', 'region:dach', 'region:other', 'region:unknown'],
      ...['household:single', 'household:couple', 'household:family', 'household:unknown'],
    ]);
    expect(segments({ country: ' es ', householdSize: 2 })).toEqual(['region:iberia', 'household:couple']);
    expect(segments({ country: 'FR', householdSize: 7 })).toEqual(['region:other', 'household:family']);
    expect(place({ householdSize: 4 }, options)[1]?.reasons).toEqual([
      { measure: 'household', value: 4, unit: 'people', band: 'family' },
    ]);
  });

  it.each([
    [{ householdSize: 0.5 }, 'missing', 'implausible: too low'],
    [{ householdSize: 31 }, 'missing', 'implausible: too high'],
    [{ householdSize: '3' }, 'missing', 'implausible: no number'],
    [{ country: { code: 'ES' } }, 'implausible: no text', 'missing'],
    [{ country: '  ' }, 'missing', 'missing'],
    [{ country: 'x'.repeat(101) }, 'implausible: too long', 'missing'],
  ])('that say nothing sound are unknown: %j', (traits, region, household) => {
    expect(segments(traits)).toEqual(['region:unknown', 'household:unknown']);
    expect(place(traits, options).map(({ reasons }) => reasons[0]?.band)).toEqual([region, household]);
  });

  it('named as what every object inherits are missing unless told', () => {
    const inherited: DemographicOptions = { dimensions: { x: { trait: 'constructor', groups: { a: ['b'] } } } };
    expect(place({}, inherited)[0]?.reasons[0]?.band).toBe('missing');
  });
});

describe('sensitive traits', () => {
  const sorted = { gender: { trait: 'gender', groups: { women: ['f'], men: ['m'] }, sensitive: true } };

  it.each([
    'healthCondition',
    'ethnic_origin',
    'religion',
    'politicalParty',
    'sexual-orientation',
    'tradeUnion',
    'Salud',
    'diagnóstico',
  ])('%s is one by its name', (trait) => {
    expect(isSensitiveTrait(trait)).toBe(true);
    const dimensions = { x: { trait, groups: { some: ['a'] }, sensitive: false } };
    expect(() => new DemographicSegmenter({ dimensions })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'dimensions.x' }),
    );
  });

  it.each(['country', 'traceId', 'partyhat', 'hunion', 'plan'])('%s is none', (trait) => {
    expect(isSensitiveTrait(trait)).toBe(false);
  });

  it('need a purpose, which the plugin then asks for', () => {
    expect(() => demographic({ dimensions: sorted })).toThrow(expect.objectContaining({ field: 'dimensions.gender' }));
    const plugin = demographic({ name: 'gender', dimensions: sorted, purpose: 'demographics' });
    expect(plugin).toMatchObject({ name: 'gender', purposes: ['demographics'], segmenters: [{ name: 'gender' }] });
    expect(demographic().purposes).toBeUndefined();
  });
});

it.each([
  ['dimensions', {}],
  ['dimensions', []],
  ['dimensions.age.age', { age: { age: { adult: 18 } } }],
  ['dimensions.age.age.a', { age: { age: { a: Number.NaN } } }],
  ['dimensions.age.age.b', { age: { age: { a: 0, b: 0 } } }],
  ['dimensions.age.trait', { age: { age: { a: 0 }, trait: 'x' } }],
  ['dimensions.age.birthdayTrait', { age: { age: { a: 0 }, birthdayTrait: '' } }],
  ['dimensions.income.trait', { income: { bands: { a: 0 } } }],
  ['dimensions.income.highest', { income: { trait: 'income', bands: { a: 0 }, highest: Infinity } }],
  ['dimensions.x.groups', { x: { trait: 'y' } }],
  ['dimensions.x.groups.a', { x: { trait: 'y', groups: { a: [] } } }],
  ['dimensions.x.groups.a[0]', { x: { trait: 'y', groups: { a: [7] } } }],
  ['dimensions.x.sensitive', { x: { trait: 'y', groups: { a: ['b'] }, sensitive: 1 } }],
  ['dimensions', { x: { trait: 'y', groups: { unknown: ['b'] } } }],
  ['dimensions.x', { x: null }],
])('refuses %s of %j', (field, dimensions) => {
  expect(() => new DemographicSegmenter({ dimensions } as unknown as DemographicOptions)).toThrow(
    expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
  );
});
