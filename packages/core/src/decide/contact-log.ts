import { DAY, type PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';

/** One message that was queued for a person. */
export interface Contact {
  readonly campaign: string;
  readonly channel: string;
  readonly at: number;
}

const KEPT = 90 * DAY;

/** When a person was last written to: one entry a person, so that a cap and a new message can be one atomic write. */
@injectable()
export class ContactLog {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  of(person: PersonId): Promise<Reading<readonly Contact[]>> {
    return this.store.read(this.store.key(COLLECTIONS.contact, 'messages', person));
  }

  /** The log with one contact more, without those older than 90 days. Newest first. */
  with(contacts: readonly Contact[] | undefined, added: Contact): readonly Contact[] {
    return [added, ...(contacts ?? []).filter(({ at }) => at > added.at - KEPT)];
  }
}
