import type { DeliveryEvent, PersonId, Purpose, SuppressionReason } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { SuppressionList } from '../privacy/suppression/suppression-list.js';
import { type SuppressionRecord, withoutReason, withReason } from '../privacy/suppression/suppression-record.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Change } from '../store/joined-commits.js';
import type { TenantStore } from '../store/tenant-store.js';
import { type AddressHistory, softBouncedAt, withDelivery } from './address-history.js';

/** Where a message went, as far as it is known. */
export interface Destination {
  readonly channel: string;
  readonly mark: string;
  /** Whose address it was when it was written to, and what for. Absent for messages that nobody knows. */
  readonly person?: PersonId;
  readonly purpose?: Purpose;
}

/** What reports mean for the address that they are about. */
@injectable()
export class AddressFeedback {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Suppressions) private readonly suppressions: SuppressionList,
  ) {}

  /** The writes that follow from them. */
  async changesBy(
    destination: Destination,
    events: readonly DeliveryEvent[],
  ): Promise<Required<Pick<Change, 'check' | 'put'>>> {
    const { channel, mark, person } = destination;
    const suppression = await this.suppressions.read(channel, mark);
    const history = await this.store.read<AddressHistory>(this.store.key(COLLECTIONS.addressHistory, mark, person));
    let record = suppression.value;
    let past = history.value;
    for (const event of events) {
      const reason = reasonIn(event, destination);
      if (reason) record = withReason(record, reason.because, { stops: reason.stops, at: event.at });
      // Of addresses of nobody only what stands against them is kept.
      if (person !== undefined || past !== undefined || event.kind === 'softBounce') past = withDelivery(past, event);
    }
    if (past !== history.value) record = judged(record, past);
    return {
      check: [suppression.unchanged, history.unchanged],
      put: [
        ...(record === suppression.value ? [] : [{ key: suppression.key, value: record as never }]),
        ...(past === history.value ? [] : [{ key: history.key, value: past as never }]),
      ],
    };
  }
}

/** The record after this history of the address. */
function judged(
  record: SuppressionRecord | undefined,
  past: AddressHistory | undefined,
): SuppressionRecord | undefined {
  const at = past && softBouncedAt(past, record?.clearedAt);
  const before = record?.reasons.softBounces;
  if (before?.at === at) return record;
  const without = record && withoutReason(record, 'softBounces');
  return at === undefined ? without : withReason(without, 'softBounces', { stops: 'everything', at });
}

function reasonIn(
  { kind }: DeliveryEvent,
  { purpose = 'service' }: Destination,
): { readonly because: SuppressionReason; readonly stops: 'everything' | 'allButService' } | undefined {
  if (kind === 'hardBounce') return { because: kind, stops: 'everything' };
  // Who complains about a newsletter still asks for receipts. Who complains about these, or about nobody knows what, gets nothing.
  if (kind === 'complaint') return { because: kind, stops: purpose === 'service' ? 'everything' : 'allButService' };
  // Whoever is known has left by the consent ledger, and can come back by it.
  if (kind === 'unsubscribe' && purpose === 'service') return { because: kind, stops: 'allButService' };
  return undefined;
}
