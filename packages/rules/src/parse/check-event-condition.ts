import { readInteger, readObject } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import { ruleLimits, sequenceMemory } from '../language/rule-limits.js';
import { assertFields, assertName, invalid, listOf } from './check-field.js';
import { checkSignalTests } from './check-signal-tests.js';
import type { RuleCost } from './rule-cost.js';

type Node = Record<string, unknown>;

export function checkPerformed(node: Node, field: string, cost: RuleCost): void {
  assertFields(node, field, ['performed', 'where', 'atLeast', 'atMost', 'exactly', 'within']);
  checkPattern(node, field, cost);
  const numberAt = (name: string) =>
    node[name] === undefined
      ? undefined
      : readInteger(node[name], `${field}.${name}`, { min: 0, max: ruleLimits.count });
  const [least, most, exactly] = [numberAt('atLeast'), numberAt('atMost'), numberAt('exactly')];
  if (exactly !== undefined && (least !== undefined || most !== undefined)) {
    invalid(`${field}.exactly`, 'must stand without atLeast and atMost');
  }
  if ((least ?? 0) > (most ?? Infinity)) invalid(`${field}.atLeast`, 'must not be more than atMost');
  if (node.within === undefined) return;
  readDuration(node.within, `${field}.within`);
  cost.keep(Math.max(least ?? 1, (most ?? 0) + 1, (exactly ?? 0) + 1), field);
}

export function checkSequence(node: Node, field: string, cost: RuleCost): void {
  assertFields(node, field, ['sequence', 'span', 'within']);
  const steps = listOf(node.sequence, `${field}.sequence`);
  if (steps.length < 2 || steps.length > ruleLimits.steps) {
    invalid(`${field}.sequence`, `must have 2 to ${ruleLimits.steps} steps`);
  }
  steps.forEach((each, index) => {
    const at = `${field}.sequence[${index}]`;
    const step = readObject(each, at);
    cost.node(at);
    assertFields(step, at, ['performed', 'where']);
    checkPattern(step, at, cost);
  });
  if (node.span !== undefined) readDuration(node.span, `${field}.span`);
  if (node.within !== undefined) readDuration(node.within, `${field}.within`);
  cost.keep(sequenceMemory, field);
}

function checkPattern(node: Node, field: string, cost: RuleCost): void {
  assertName(node.performed, `${field}.performed`);
  checkSignalTests(node.where, `${field}.where`, cost);
}
