import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditions, histories, moments, ruleOf, runs, subjectOf } from '../arbitrary.fixture.js';
import { rules } from '../build/rules.js';
import type { Condition } from '../language/condition.js';
import type { RuleSubject } from '../language/rule-subject.js';
import { compileRule } from './compile-rule.js';
import { EligibilityRule } from './eligibility-rule.js';

const { rule, all, any, not, item, itemNearTrait, inSegment } = rules();
const film = { itemId: 'film', attributes: { minimumAge: 16, countries: ['ES', 'PT'], at: { lat: 40.4, lon: -3.7 } } };
const who = (traits: object, more: Partial<RuleSubject> = {}) => ({
  now: 0,
  profile: { traits, counts: {}, revenue: 0 },
  ...more,
});
const passes = (condition: Condition, subject: Omit<RuleSubject, 'item'> | undefined, asked: object = film) =>
  new EligibilityRule(rule(condition)).for(subject)(asked as typeof film);

describe('an item beside a person', () => {
  it.each<[Condition, object, boolean]>([
    [item('minimumAge').atMostTrait('age'), { age: 16 }, true],
    [item('minimumAge').atMostTrait('age'), { age: 15 }, false],
    [item('minimumAge').atMostTrait('age'), { age: '16' }, false],
    [item('minimumAge').atMostTrait('age'), {}, false],
    [item('minimumAge').atLeastTrait('age'), { age: 17 }, false],
    [item('minimumAge').atLeastTrait('age'), { age: [20, 3] }, true],
    [item('countries').isTrait('country'), { country: 'PT' }, true],
    [item('countries').isTrait('country'), { country: ['FR', 'ES'] }, true],
    [item('countries').isTrait('country'), { country: 'FR' }, false],
    [item('countries').isTrait('country'), { country: null }, false],
    [item('nothing').isTrait('country'), { country: 'ES' }, false],
    [item('minimumAge').isTrait('toString'), {}, false],
    [itemNearTrait('at', 'home', 2_000), { home: { lat: 40.41, lon: -3.7 } }, true],
    [itemNearTrait('at', 'home', 1_000), { home: { lat: 40.41, lon: -3.7 } }, false],
    [itemNearTrait('at', 'home', 2_000), { home: 'Madrid' }, false],
  ])('%j of %j', (condition, traits, expected) => {
    expect(passes(condition, who(traits))).toBe(expected);
    expect(compileRule(rule(condition)).matches({ ...who(traits), item: film })).toBe(expected);
  });

  it('says what met', () => {
    const subject = { ...who({ age: 18, country: 'PT', home: { lat: 40.4, lon: -3.7 } }), item: film };
    const condition = all(
      item('minimumAge').atMostTrait('age'),
      item('countries').isTrait('country'),
      itemNearTrait('at', 'home', 500),
    );
    expect(compileRule(rule(condition)).explain(subject)).toEqual([
      { measure: 'minimumAge', value: 16, band: 'at most the age' },
      { measure: 'countries', value: 'PT', band: 'is the country' },
      { measure: 'at', value: 0, unit: 'metres', band: 'within 500 of the home' },
    ]);
  });
});

describe('where nothing may be known of the person', () => {
  const bare = { itemId: 'bare' };
  const rated = any(not(item('minimumAge').exists()), item('minimumAge').atMostTrait('age'));

  it.each<[string, Condition, object, boolean]>([
    ['what is for everybody passes', rated, bare, true],
    ['what asks for an age does not', rated, film, false],
    ['nor by a detour', not(not(item('minimumAge').atMostTrait('age'))), film, false],
    ['nor by asking for the opposite', not(item('minimumAge').atLeastTrait('age')), film, false],
    ['nor for not being in a segment', not(inSegment('minors')), bare, false],
    ['conditions on items alone are as ever', not(item('minimumAge').atLeast(18)), film, true],
  ])('%s', (_, condition, asked, expected) => {
    expect(passes(condition, undefined, asked)).toBe(expected);
  });

  it('passes only what passes for anybody', () => {
    const cases = fc.property(conditions, histories, moments, (condition, history, at) => {
      const eligibility = new EligibilityRule(ruleOf(condition));
      if (eligibility.for(undefined)(film)) expect(eligibility.for(subjectOf(history, at))(film)).toBe(true);
    });
    fc.assert(cases, runs);
  });
});

it('says the same as the rule itself', () => {
  const pair = fc.oneof(
    fc.constant<Condition>({ attribute: 'minimumAge', atLeast: 3 }),
    fc.constant<Condition>({ attribute: 'countries', isTrait: 'plan' }),
    conditions,
  );
  const cases = fc.property(pair, pair, pair, histories, moments, (a, b, c, history, at) => {
    const condition: Condition = { any: [{ all: [a, { not: b }] }, { not: { any: [c, a] } }] };
    const subject = subjectOf(history, at);
    const said = new EligibilityRule(ruleOf(condition)).for(subject)(film);
    expect(said).toBe(compileRule(ruleOf(condition)).matches({ ...subject, item: film }));
  });
  fc.assert(cases, runs);
});
