import type { Purpose, RuleVerdict } from '@sintonia/spec';
import { type Standing, stops } from '../privacy/suppression/suppression-list.js';

/** What is said against writing to the address. Nothing where it was never heard of. */
export function suppressionVerdicts(standing: Standing | undefined, purpose: Purpose): readonly RuleVerdict[] {
  const suppression = standing?.suppression;
  if (suppression === undefined) return [];
  const { because, at, stops: stopped } = suppression;
  const verdict = stops({ suppression }, purpose) ? 'hold' : 'pass';
  return [{ rule: 'suppression', verdict, because, details: { since: at, stops: stopped } }];
}
