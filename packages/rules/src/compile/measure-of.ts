import type { Measure } from '../language/person-condition.js';
import type { RuleProfile } from '../language/rule-subject.js';
import { factOf } from './fact-of.js';
import { own } from './own.js';

/** Reads a measure off a profile; undefined where there is no finite number. */
export function measureOf(measure: Measure): (profile: RuleProfile | undefined) => number | undefined {
  if (measure === 'revenue') return (profile) => finite(profile?.revenue);
  if ('trait' in measure) return (profile) => finite(factOf(profile, measure.trait));
  return (profile) => profile && (finite(own(profile.counts, measure.count)) ?? 0);
}

/** Its name in reasons. */
export function nameOf(measure: Measure): string {
  if (measure === 'revenue') return measure;
  return 'trait' in measure ? measure.trait : measure.count;
}

const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
