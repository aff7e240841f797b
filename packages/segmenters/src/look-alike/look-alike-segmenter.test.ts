import { type Rule, rules } from '@sintonia/rules';
import { DAY, type Profile, type Signal } from '@sintonia/spec';
import { fitContext } from '@sintonia/testing';
import { describe, expect, it } from 'vitest';
import { NOW } from '../asking.fixture.js';
import { diluted } from './likeness.js';
import { lookAlike } from './look-alike.js';
import type { LookAlikeOptions } from './look-alike-options.js';
import { LookAlikeSegmenter } from './look-alike-segmenter.js';

const { rule, trait, performed, all, topPercent, inSegment, inList } = rules();

const person = (id: string, traits: Profile['traits'] = {}): Profile => {
  return { person: id, userId: id, anonymousIds: [], traits, computed: {}, counts: {}, revenue: 0 };
};

/** Every third from Spain and about 30; those are the seed three times in four, others once in ten. */
const people = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const isNear = at % 3 === 0;
    const isSeed = isNear ? at % 4 !== 0 : at % 10 === 0;
    const age = isNear ? 26 + (at % 9) : 30 + (at % 40);
    return person(`p${at}`, { age, country: isNear ? 'ES' : ['DE', 'FR', 'IT'][at % 3], vip: isSeed });
  });

const measures = { age: { trait: 'age' }, country: { category: 'country' } } as const;
const vips: LookAlikeOptions = { seed: rule(trait('vip').is(true)), measures, reach: 0.2 };

async function learnt(profiles: readonly Profile[], options: LookAlikeOptions = vips, signals: readonly Signal[] = []) {
  const segmenter = new LookAlikeSegmenter(options);
  const report = await segmenter.fit(fitContext({ now: NOW, profiles, signals }));
  const assign = (profile: Profile) =>
    segmenter.assign({ profile, history: { signals: [], interactions: [] }, now: NOW });
  return { segmenter, report, assign };
}

describe.each([
  ['a few, by their nearest', 400, 'nearest'],
  ['many, by logistic regression', 3_000, 'logistic'],
])('look-alikes of %s', (_, count, learner) => {
  it('are those who are like the seed, and not in it', async () => {
    const { report, assign } = await learnt(people(count));
    expect(report).toMatchObject({ people: count, outcome: 'fitted', details: { learner } });
    const [membership] = assign(person('new', { age: 29, country: 'ES' }));
    expect(membership?.segment).toBe('look-alike');
    expect(membership?.confidence).toBeGreaterThan(0.6);
    expect(membership?.confidence).toBeLessThan(0.9);
    expect(assign(person('new', { age: 60, country: 'DE' }))).toEqual([]);
    expect(assign(person('new', { age: 29, country: 'ES', vip: true }))).toEqual([]);
  });

  it('come with a measured lift, and as many as asked for', async () => {
    const { report, assign } = await learnt(people(count));
    expect(report.details?.lift).toBeGreaterThan(1.8);
    expect(report.details?.calibrationError).toBeLessThan(0.08);
    const reached = people(count).filter((profile) => assign(profile).length > 0).length;
    const others = people(count).filter(({ traits }) => traits.vip !== true).length;
    expect(reached).toBeGreaterThan(0);
    expect(reached / others).toBeLessThan(0.3);
  });

  it('are the same to the byte for the same seed, and come back from a snapshot', async () => {
    const [one, other] = [await learnt(people(count)), await learnt(people(count))];
    const bytes = one.segmenter.snapshot() as Uint8Array;
    expect(other.segmenter.snapshot()).toEqual(bytes);
    const again = new LookAlikeSegmenter(vips);
    again.restore(bytes);
    const request = { history: { signals: [], interactions: [] }, now: NOW };
    for (const profile of people(100)) {
      expect(again.assign({ ...request, profile })).toEqual(one.assign(profile));
    }
    const others = new LookAlikeSegmenter({ ...vips, measures: { age: { trait: 'years' } } });
    expect(() => others.restore(bytes)).toThrow(expect.objectContaining({ code: 'SINTONIA_SNAPSHOT_INVALID' }));
  });
});

describe('look-alikes', () => {
  it('say why: contributions that add up to log-odds, or how many of the nearest are in the seed', async () => {
    const { assign } = await learnt(people(3_000));
    const reasonsOf = (age: number) => assign(person('new', { age, country: 'es ' }))[0]?.reasons ?? [];
    expect(reasonsOf(28).map(({ measure, value }) => [measure, value])).toEqual([
      ['country', 'es'],
      ['age', 28],
      ['anybody', null],
    ]);
    const sum = reasonsOf(28).reduce((sum, { contribution = 0 }) => sum + contribution, 0);
    expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(0.75, 1);
    const few = await learnt(people(400));
    const [reason] = few.assign(person('new', { age: 28, country: 'ES' }))[0]?.reasons ?? [];
    expect(reason?.measure).toBe('nearest in seed');
    expect(reason?.band).toMatch(/^(?:8|9|1[0-5]) of 15$/);
  });

  it('may be of people by their ids', async () => {
    const userIds = people(400).flatMap(({ traits, userId = '' }) => (traits.vip === true ? [userId] : []));
    const { report, assign } = await learnt(people(400), { ...vips, seed: { userIds } });
    expect(report.details?.seed).toBe(userIds.length);
    expect(assign(person(userIds[0] as string, { age: 29, country: 'ES' }))).toEqual([]);
  });

  it('may be of who performed something', async () => {
    const signals = people(400).flatMap(({ person, traits }, at): Signal[] => {
      if (traits.vip !== true) return [];
      const timestamp = NOW - (at % 20) * DAY;
      return [{ id: `${at}`, type: 'Order Completed', person, timestamp, receivedAt: timestamp }];
    });
    const seed = rule(performed('Order Completed').atLeast(1).within('30d'));
    const { report } = await learnt(people(400), { ...vips, seed }, signals);
    expect(report.details?.seed).toBe(signals.length);
  });

  it('take what is not known for the mean, and nobody of whom nothing is known', async () => {
    const { assign } = await learnt(people(3_000));
    expect(assign(person('new', { country: 'ES', age: Number.NaN }))).toHaveLength(1);
    expect(assign(person('new', { country: 7, age: 'old' }))).toEqual([]);
    expect(assign(person('new'))).toEqual([]);
  });

  it('may go by a trait named __proto__', async () => {
    const odd = people(400).map((profile) => {
      const traits = JSON.parse(`{ "__proto__": "${profile.traits.country}", "vip": ${profile.traits.vip} }`);
      return { ...profile, traits };
    });
    const measures = JSON.parse('{ "__proto__": { "category": "__proto__" } }');
    const { report } = await learnt(odd, { ...vips, measures });
    expect(report.outcome).toBe('fitted');
  });

  it.each([
    ['three people', people(3), '50 people in the seed'],
    ['a seed of nobody', people(200).map(({ person: id }) => person(id, { age: 3 })), '50 people in the seed'],
    [
      'a seed of everybody',
      people(200).map(({ person: id }) => person(id, { age: 3, vip: true })),
      '50 people outside',
    ],
    [
      'people all alike',
      people(200).map(({ person: id, traits }) => person(id, { age: 3, country: 'ES', vip: traits.vip })),
      'measures that tell',
    ],
    [
      'what has nothing to do with it',
      people(1_600).map(({ person: id }, at) => person(id, { age: at % 50, vip: (at * 7_919) % 1_601 < 400 })),
      'measures that tell',
    ],
  ])('are not made up of %s', async (_, profiles, lacks) => {
    const { segmenter, report, assign } = await learnt(profiles);
    expect(report).toMatchObject({ outcome: 'insufficientData', details: { lacks: expect.stringContaining(lacks) } });
    expect(assign(person('new', { age: 29, country: 'ES' }))).toEqual([]);
    expect(segmenter.snapshot()).toBeUndefined();
  });

  it('come as a plugin of their own name', () => {
    expect(lookAlike({ ...vips, name: 'like vips' })).toMatchObject({
      name: 'like vips',
      segmenters: [{ segments: ['like vips'] }],
    });
  });

  it.each([
    ['seed', { seed: undefined }],
    ['seed.userIds', { seed: { userIds: [7] } }],
    ['seed.rule', { seed: { language: 1, rule: { nonsense: 1 } } }],
    ['seed', { seed: rule(all(trait('a').is(1), topPercent('revenue', 5))) }],
    ['seed', { seed: rule(inSegment('x')) }],
    ['seed', { seed: rule(inList('x')) }],
    ['measures', { measures: {} }],
    ['measures.x', { measures: { x: 'height' } }],
    ['measures.x.category', { measures: { x: { category: '' } } }],
    ['measures.x.category', { measures: { x: { category: 'religion' } } }],
    ['measures.x.trait', { measures: { x: { trait: 'healthScore' } } }],
    ['reach', { reach: 0.9 }],
    ['minimumSeed', { minimumSeed: 5 }],
    ['audience', { audience: 1 }],
  ])('refuse %s of %j', (field, wrong) => {
    expect(() => new LookAlikeSegmenter({ ...vips, ...(wrong as { seed: Rule }) })).toThrow(
      expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field }),
    );
  });
});

it('a probability learnt from a part of the others is that of all: odds by how many there are', () => {
  expect(diluted(0.5, 1)).toBe(0.5);
  expect(diluted(0.5, 9)).toBeCloseTo(0.1);
  expect(diluted(1, 9)).toBe(1);
});
