import { isIdentifier, readNumber, readObject } from '@sintonia/spec';
import { assertFields, assertName, invalid } from './check-field.js';
import { checkValueTest } from './check-value-test.js';

type Node = Record<string, unknown>;

const HALF_AROUND_THE_EARTH = 20_100_000;

export function checkAttribute(node: Node, field: string): void {
  if (!isIdentifier(node.attribute)) invalid(field, 'must have attribute, all, any or not');
  assertName(node.attribute, `${field}.attribute`);
  checkValueTest(node, field, ['attribute']);
}

export function checkNear(node: Node, field: string): void {
  const of = node.trait === undefined ? 'attribute' : 'trait';
  assertFields(node, field, ['near', 'metres', of]);
  assertName(node[of], `${field}.${of}`);
  const place = readObject(node.near, `${field}.near`);
  assertFields(place, `${field}.near`, ['lat', 'lon']);
  readNumber(place.lat, `${field}.near.lat`, { min: -90, max: 90 });
  readNumber(place.lon, `${field}.near.lon`, { min: -180, max: 180 });
  checkMetres(node.metres, `${field}.metres`);
}

export function checkNearTrait(node: Node, field: string): void {
  assertFields(node, field, ['nearTrait', 'attribute', 'metres']);
  assertName(node.nearTrait, `${field}.nearTrait`);
  assertName(node.attribute, `${field}.attribute`);
  checkMetres(node.metres, `${field}.metres`);
}

/** @param kind which of the comparisons: exactly this one. */
export function checkComparison(kind: string): (node: Node, field: string) => void {
  return (node, field) => {
    assertFields(node, field, ['attribute', kind]);
    assertName(node.attribute, `${field}.attribute`);
    assertName(node[kind], `${field}.${kind}`);
  };
}

function checkMetres(value: unknown, field: string): void {
  const metres = readNumber(value, field, { min: 0, max: HALF_AROUND_THE_EARTH });
  if (metres === 0) invalid(field, 'must be above 0');
}
