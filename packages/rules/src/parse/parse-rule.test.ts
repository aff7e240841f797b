import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditions, ruleOf, runs } from '../arbitrary.fixture.js';
import { parseRule } from './parse-rule.js';

const refused = (code: string, field: string) => expect.objectContaining({ code: `SINTONIA_${code}`, field });

describe('a rule from outside', () => {
  it('is a copy of what was given', () => {
    const cases = fc.property(conditions, (condition) => {
      const given = ruleOf(condition);
      const parsed = parseRule(given);
      expect(parsed).toEqual(given);
      expect(parsed).not.toBe(given);
      expect(parseRule(JSON.stringify(given))).toEqual(given);
      expect(parseRule(new TextEncoder().encode(JSON.stringify(given)))).toEqual(given);
    });
    fc.assert(cases, runs);
  });

  it.each<[unknown, string]>([
    [7, 'rule'],
    [[], 'rule'],
    [{ rule: { all: [] } }, 'language'],
    [{ language: 2, rule: { all: [] } }, 'language'],
    [{ language: 1 }, 'rule'],
    [{ language: 1, rule: { all: [] }, author: 'me' }, 'rule.author'],
  ])('%j is none', (input, field) => {
    expect(() => parseRule(input)).toThrow(refused('INPUT_INVALID', field));
  });

  it.each<[unknown, string]>([
    ['x', 'rule'],
    [{}, 'rule'],
    [{ constructor: 'x' }, 'rule'],
    [{ all: {} }, 'rule.all'],
    [{ all: [], any: [] }, 'rule.any'],
    [{ not: [] }, 'rule.not'],
    [{ trait: '', is: 1 }, 'rule.trait'],
    [{ trait: 'plan' }, 'rule'],
    [{ trait: 'plan', matches: '^a+$' }, 'rule'],
    [{ trait: 'plan', is: 'a', atLeast: 3 }, 'rule.atLeast'],
    [{ trait: 'plan', is: {} }, 'rule.is'],
    [{ trait: 'plan', in: 'a' }, 'rule.in'],
    [{ trait: 'plan', in: ['a', []] }, 'rule.in[1]'],
    [{ trait: 'plan', exists: 'yes' }, 'rule.exists'],
    [{ trait: 'age', atLeast: 3, atMost: 2 }, 'rule.atLeast'],
    [{ measure: 'income', atLeast: 1 }, 'rule.measure'],
    [{ measure: { count: 7 }, atLeast: 1 }, 'rule.measure.count'],
    [{ measure: { count: 'A', trait: 'b' }, atLeast: 1 }, 'rule.measure.trait'],
    [{ age: 'born', atLeast: '1d' }, 'rule.age'],
    [{ age: 'lastSeen', atLeast: 30 }, 'rule.atLeast'],
    [{ age: 'lastSeen', atLeast: '2d', atMost: '24h' }, 'rule.atLeast'],
    [{ percentile: 'revenue', top: 10, bottom: 10 }, 'rule'],
    [{ percentile: 'revenue', top: 0 }, 'rule.top'],
    [{ percentile: 'revenue', bottom: 100 }, 'rule.bottom'],
    [{ percentile: 'revenue', top: 10, threshold: '9' }, 'rule.threshold'],
    [{ inSegment: null }, 'rule.inSegment'],
    [{ inList: 'a\nb' }, 'rule.inList'],
    [{ near: { lat: 91, lon: 0 }, trait: 'home', metres: 5 }, 'rule.near.lat'],
    [{ near: { lat: 1, lon: 0 }, trait: 'home', metres: 0 }, 'rule.metres'],
    [{ near: { lat: 1, lon: 0 }, metres: 5 }, 'rule.attribute'],
    [{ nearTrait: 'home', metres: 5 }, 'rule.attribute'],
    [{ nearTrait: 'home', attribute: 'shop', metres: -1 }, 'rule.metres'],
    [{ attribute: 'minimumAge', atMostTrait: 7 }, 'rule.atMostTrait'],
    [{ attribute: 'minimumAge', atMostTrait: 'age', is: 1 }, 'rule.is'],
    [{ isTrait: 'country' }, 'rule.attribute'],
    [{ all: [{ any: [] }, { any: [] }, { performed: 7 }] }, 'rule.all[2].performed'],
    [{ performed: 'A', times: 2 }, 'rule.times'],
    [{ performed: 'A', atLeast: 1.5 }, 'rule.atLeast'],
    [{ performed: 'A', atLeast: 1_001 }, 'rule.atLeast'],
    [{ performed: 'A', atLeast: 2, atMost: 1 }, 'rule.atLeast'],
    [{ performed: 'A', exactly: 2, atMost: 1 }, 'rule.exactly'],
    [{ performed: 'A', within: '90 days' }, 'rule.within'],
    [{ performed: 'A', within: '0d' }, 'rule.within'],
    [{ performed: 'A', within: '40000d' }, 'rule.within'],
    [{ performed: 'A', where: { property: 'x', is: 1 } }, 'rule.where'],
    [{ performed: 'A', where: [{ is: 1 }] }, 'rule.where[0]'],
    [{ performed: 'A', where: [{ signal: 'person', is: 1 }] }, 'rule.where[0].signal'],
    [{ sequence: [{ performed: 'A' }] }, 'rule.sequence'],
    [{ sequence: [{ performed: 'A' }, { performed: 'B', atLeast: 2 }] }, 'rule.sequence[1].atLeast'],
    [{ sequence: [{ performed: 'A' }, { performed: 'B' }], span: 'P1D' }, 'rule.span'],
  ])('%j is refused, and the part named', (rule, field) => {
    expect(() => parseRule({ language: 1, rule })).toThrow(refused('INPUT_INVALID', field));
  });

  it.each<[string, string, string]>([
    ['{"language":1,"rule":{"__proto__":{"all":[]}}}', 'INPUT_KEY_FORBIDDEN', 'body.rule'],
    ['{"language":1,"rule":{"trait":"__proto__","is":1}}', 'INPUT_KEY_FORBIDDEN', 'rule.trait'],
    [
      '{"language":1,"rule":{"performed":"A","where":[{"property":"__proto__","exists":true}]}}',
      'INPUT_KEY_FORBIDDEN',
      'rule.where[0].property',
    ],
    ['{"language":1,', 'INPUT_NOT_JSON', 'body'],
  ])('%s is refused', (text, code, field) => {
    expect(() => parseRule(text)).toThrow(refused(code, field));
  });
});

describe('a rule that costs too much', () => {
  const nested = (depth: number) => {
    let rule: object = { trait: 'plan', is: 'paid' };
    for (let level = 1; level < depth; level++) rule = level % 2 === 0 ? { not: rule } : { all: [rule] };
    return { language: 1, rule };
  };

  it('32 levels are fine, 33 and 10,000 are not, and no stack is exhausted', () => {
    expect(() => parseRule(nested(32))).not.toThrow();
    const tooDeep = expect.objectContaining({ code: 'SINTONIA_INPUT_TOO_DEEP' });
    expect(() => parseRule(nested(33))).toThrow(tooDeep);
    expect(() => parseRule(nested(10_000))).toThrow(tooDeep);
    expect(() => parseRule(`{"language":1,"rule":${'{"not":'.repeat(10_000)}`)).toThrow(tooDeep);
  });

  it('500 conditions are fine, 501 and 10⁴ are not', () => {
    const wide = (count: number) => ({ language: 1, rule: { any: Array(count).fill({ trait: 'plan', is: 'paid' }) } });
    expect(() => parseRule(wide(499))).not.toThrow();
    expect(() => parseRule(wide(500))).toThrow(refused('INPUT_TOO_LARGE', 'rule.any[499]'));
    expect(() => parseRule(wide(9_999))).toThrow(refused('INPUT_TOO_LARGE', 'rule.any[499]'));
    expect(() => parseRule(JSON.stringify(wide(9_999)))).toThrow(refused('INPUT_TOO_LARGE', 'rule.any[499]'));
  });

  it('tests of signals and steps of sequences count too', () => {
    const where = Array(500).fill({ property: 'x', is: 1 });
    const large = (rule: unknown) => () => parseRule({ language: 1, rule });
    expect(large({ performed: 'A', where })).toThrow(refused('INPUT_TOO_LARGE', 'rule.where[499]'));
    expect(large({ trait: 'plan', in: Array(1_001).fill('a') })).toThrow(refused('INPUT_TOO_LARGE', 'rule.in'));
    const kept = Array(11).fill({ performed: 'A', atLeast: 1_000, within: '1d' });
    expect(large({ all: kept })).toThrow(refused('INPUT_TOO_LARGE', 'rule.all[10]'));
  });
});
