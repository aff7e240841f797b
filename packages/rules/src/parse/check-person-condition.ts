import { readNumber, readObject, readOneOf } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import { assertFields, assertName, invalid } from './check-field.js';
import { checkRange, checkValueTest } from './check-value-test.js';

type Node = Record<string, unknown>;

export function checkTrait(node: Node, field: string): void {
  assertName(node.trait, `${field}.trait`);
  checkValueTest(node, field, ['trait']);
}

export function checkMeasureCondition(node: Node, field: string): void {
  assertFields(node, field, ['measure', 'atLeast', 'atMost']);
  checkMeasure(node.measure, `${field}.measure`);
  checkRange(node, field);
}

export function checkAge(node: Node, field: string): void {
  assertFields(node, field, ['age', 'atLeast', 'atMost']);
  readOneOf(node.age, `${field}.age`, ['firstSeen', 'lastSeen']);
  if (node.atLeast === undefined && node.atMost === undefined) invalid(field, 'must have atLeast or atMost');
  const least = node.atLeast === undefined ? 0 : readDuration(node.atLeast, `${field}.atLeast`);
  const most = node.atMost === undefined ? Infinity : readDuration(node.atMost, `${field}.atMost`);
  if (least > most) invalid(`${field}.atLeast`, 'must not be more than atMost');
}

export function checkPercentile(node: Node, field: string): void {
  assertFields(node, field, ['percentile', 'top', 'bottom', 'threshold']);
  checkMeasure(node.percentile, `${field}.percentile`);
  if ((node.top === undefined) === (node.bottom === undefined)) invalid(field, 'must have either top or bottom');
  const side = node.top === undefined ? 'bottom' : 'top';
  const percent = readNumber(node[side], `${field}.${side}`, { min: 0, max: 100 });
  if (percent === 0 || percent === 100) invalid(`${field}.${side}`, 'must be above 0 and below 100');
  if (node.threshold !== undefined && node.threshold !== null) readNumber(node.threshold, `${field}.threshold`);
}

export function checkInSegment(node: Node, field: string): void {
  assertFields(node, field, ['inSegment']);
  assertName(node.inSegment, `${field}.inSegment`);
}

export function checkInList(node: Node, field: string): void {
  assertFields(node, field, ['inList']);
  assertName(node.inList, `${field}.inList`);
}

function checkMeasure(value: unknown, field: string): void {
  if (value === 'revenue') return;
  if (typeof value !== 'object') invalid(field, "must be 'revenue', { count } or { trait }");
  const measure = readObject(value, field);
  const name = measure.count === undefined ? 'trait' : 'count';
  assertFields(measure, field, [name]);
  assertName(measure[name], `${field}.${name}`);
}
