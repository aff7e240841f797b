import { describe, expect, it } from 'vitest';
import { ruleOf } from '../arbitrary.fixture.js';
import type { Rule } from '../language/rule.js';
import { assertAcyclic } from './assert-acyclic.js';

const refersTo = (...names: string[]): Rule =>
  ruleOf({ all: [{ not: { any: names.map((inSegment) => ({ inSegment })) } }] });

describe('references between segments', () => {
  it('may form any tree, and come in an order that resolves them', () => {
    const order = assertAcyclic({
      vip: refersTo('loyal', 'rich'),
      loyal: refersTo('rich', 'elsewhere'),
      rich: refersTo(),
    });
    expect(order).toEqual(['rich', 'loyal', 'vip']);
  });

  it.each<[Record<string, Rule>, string[]]>([
    [{ a: refersTo('a') }, ['a', 'a']],
    [{ a: refersTo('b'), b: refersTo('c', 'a'), c: refersTo() }, ['a', 'b', 'a']],
    [{ start: refersTo('a'), a: refersTo('b'), b: refersTo('c'), c: refersTo('b') }, ['b', 'c', 'b']],
  ])('that go round are refused, and the way round named', (rules, cycle) => {
    expect(() => assertAcyclic(rules)).toThrow(
      expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field: cycle[0], details: { cycle } }),
    );
  });

  it('may be as long as they like', () => {
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`s${at}`, refersTo(`s${at + 1}`)]));
    expect(assertAcyclic(chain)[0]).toBe('s19999');
    expect(() => assertAcyclic({ ...chain, s20000: refersTo('s0') })).toThrow(
      's0 → s1 → s2 → s3 → … → s19999 → s20000 → s0',
    );
  });
});
