import type { Signal, SignalDefinition } from '@sintonia/spec';
import { addExactly } from './exact-sum.js';
import type { StoredProfile } from './stored-profile.js';

/** The profile after these signals, in whatever order they come. */
export function applySignals(
  profile: StoredProfile,
  signals: readonly Signal[],
  definitionOf: (type: string) => SignalDefinition | undefined,
): StoredProfile {
  const counts: Record<string, number> = { ...profile.counts };
  let { revenueParts, firstSeenAt, lastSeenAt } = profile;
  for (const { type, timestamp, value } of signals) {
    counts[type] = (Object.hasOwn(counts, type) ? (counts[type] as number) : 0) + 1;
    firstSeenAt = firstSeenAt === undefined ? timestamp : Math.min(firstSeenAt, timestamp);
    lastSeenAt = lastSeenAt === undefined ? timestamp : Math.max(lastSeenAt, timestamp);
    revenueParts = addExactly(revenueParts, revenueOf(value, definitionOf(type)));
  }
  return {
    ...profile,
    counts,
    revenueParts,
    ...(firstSeenAt === undefined ? {} : { firstSeenAt }),
    ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
  };
}

function revenueOf(value: number | undefined, definition: SignalDefinition | undefined): number {
  if (value === undefined || !definition?.revenue) return 0;
  // Some shops write refunds as negative amounts, others as positive ones: a refund is always a loss.
  return definition.polarity === 'negative' ? -Math.abs(value) : value;
}
