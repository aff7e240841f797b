import { type ItemFilter, SintoniaError } from '@sintonia/spec';
import type { Quota, Spread } from './re-rank-options.js';

/**
 * Refuses quotas that no list could keep, whatever its items: more places wanted than allowed, for the same items.
 *
 * @throws SINTONIA_OPTION_INVALID that names both.
 */
export function assertNoContradiction(quotas: readonly Quota[], spread: readonly Spread[]): void {
  quotas.forEach(({ atLeast = 0, where }, index) => {
    const field = `quotas[${index}].atLeast`;
    quotas.forEach((other, otherIndex) => {
      const { atMost = Number.POSITIVE_INFINITY } = other;
      if (atLeast <= atMost || !isWithin(where, other.where)) return;
      throw contradiction(field, atLeast, `quotas[${otherIndex}].atMost`, atMost);
    });
    spread.forEach(({ attribute, most }, spreadIndex) => {
      if (atLeast <= most || !isOneValueOf(where, attribute)) return;
      throw contradiction(field, atLeast, `spread[${spreadIndex}].most`, most);
    });
  });
}

/** Whether all that meets `narrow` surely meets `wide`. */
function isWithin(narrow: ItemFilter, wide: ItemFilter): boolean {
  if (isSame(narrow, wide)) return true;
  if ('all' in wide) return wide.all.every((each) => isWithin(narrow, each));
  if ('any' in narrow) return narrow.any.length > 0 && narrow.any.every((each) => isWithin(each, wide));
  if ('any' in wide) return wide.any.some((each) => isWithin(narrow, each));
  return 'all' in narrow && narrow.all.some((each) => isWithin(each, wide));
}

/** Whether all that meets the filter surely has one and the same value of the attribute. */
function isOneValueOf(filter: ItemFilter, attribute: string): boolean {
  if ('all' in filter) return filter.all.some((each) => isOneValueOf(each, attribute));
  return 'attribute' in filter && filter.attribute === attribute && 'is' in filter;
}

function isSame(one: ItemFilter, other: ItemFilter): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function contradiction(field: string, least: number, other: string, most: number): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} (${least}) contradicts ${other} (${most}).`, {
    field,
    details: { contradicts: other },
  });
}
