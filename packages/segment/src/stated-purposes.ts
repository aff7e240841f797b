import type { Purpose } from '@sintonia/spec';
import type { SegmentSettings } from './segment-options.js';

/** The event that tells a choice, by Segment's specification. On other events the consent object says what is so. */
export const CONSENT_EVENT = 'Segment Consent Preference Updated';

/**
 * What `context.consent.categoryPreferences` of an event says of our purposes. As at Segment, an event without a consent object, or with
 * an empty one, says nothing; a category that is missing, or anything but `true`, is a no. A purpose of several categories needs all.
 *
 * @returns undefined where it says nothing.
 */
export function statedPurposes(
  context: unknown,
  { consents: categories }: Pick<SegmentSettings, 'consents'>,
): ReadonlyMap<Purpose, boolean> | undefined {
  const consent = memberOf(context, 'consent');
  const isEmpty = typeof consent === 'object' && consent !== null && Object.keys(consent).length === 0;
  if (categories.size === 0 || consent === undefined || consent === null || isEmpty) return undefined;
  const preferences = memberOf(consent, 'categoryPreferences');
  const stated = new Map<Purpose, boolean>();
  for (const [category, purposes] of categories) {
    const isYes = memberOf(preferences, category) === true;
    for (const purpose of purposes) stated.set(purpose, isYes && stated.get(purpose) !== false);
  }
  return stated;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
