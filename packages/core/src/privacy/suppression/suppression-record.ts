import type { Suppression, SuppressionReason } from '@sintonia/spec';

type Stop = Pick<Suppression, 'stops' | 'at'>;

/** What is known against an address, as it lies in the store. */
export interface SuppressionRecord {
  readonly reasons: { readonly [Reason in SuppressionReason]?: Stop };
  /** When it was last taken off the list: what happened earlier no longer counts. */
  readonly clearedAt?: number;
}

/** Facts about the address before words of its reader. */
const GRAVEST_FIRST: readonly SuppressionReason[] = ['hardBounce', 'softBounces', 'manual', 'complaint', 'unsubscribe'];

/** The record with one reason more. The order in which reasons come, and how often, makes no difference. */
export function withReason(
  { reasons, ...rest }: SuppressionRecord = { reasons: {} },
  because: SuppressionReason,
  { stops, at }: Stop,
): SuppressionRecord {
  const { clearedAt = Number.NEGATIVE_INFINITY } = rest;
  if (at < clearedAt && because !== 'manual') return { reasons, ...rest };
  const before = reasons[because];
  const stop: Stop = {
    stops: before?.stops === 'everything' ? 'everything' : stops,
    at: Math.min(at, before?.at ?? at),
  };
  return { ...rest, reasons: { ...reasons, [because]: stop } };
}

export function withoutReason(record: SuppressionRecord, because: SuppressionReason): SuppressionRecord {
  const { [because]: _, ...reasons } = record.reasons;
  return { ...record, reasons };
}

/** The gravest reason to write no more, if there is any. */
export function suppressionIn(
  record: SuppressionRecord | undefined,
): Omit<Suppression, 'channel' | 'mark'> | undefined {
  const standing = GRAVEST_FIRST.flatMap((because) => {
    const stop = record?.reasons[because];
    return stop === undefined ? [] : [{ because, ...stop }];
  });
  return standing.find(({ stops }) => stops === 'everything') ?? standing[0];
}
