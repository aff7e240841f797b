import type { Entry, Key, PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import { timeId } from '../store/time-id.js';

/** Where things lie: what is kept of a person, who is in a segment, and who is due when. */
@injectable()
export class MembershipIndex {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  recordKey(person: PersonId): Key {
    return this.store.key(COLLECTIONS.membership, 'rules', person);
  }

  memberKey(segment: string, person: PersonId): Key {
    return this.store.key(COLLECTIONS.member, segment, person);
  }

  dueKey(at: number, person: PersonId): Key {
    return this.store.key(COLLECTIONS.membershipDue, timeId(at), person);
  }

  /** People in a segment, in the order of their ids. */
  async members(segment: string, after: PersonId | undefined, limit: number): Promise<readonly PersonId[]> {
    // Names hold nothing that sorts before a space, so that this is the segment and no other.
    const range = { from: segment, to: `${segment} `, limit };
    const from = after === undefined ? {} : { after: this.memberKey(segment, after) };
    const entries = await this.store.list(COLLECTIONS.member, { ...range, ...from });
    return entries.map(({ key }) => key.person as PersonId);
  }

  /** Who is due up to a moment, most overdue first. */
  async due(now: number, limit: number): Promise<readonly Key[]> {
    const entries = await this.store.list(COLLECTIONS.membershipDue, { to: timeId(now + 1), limit });
    return entries.map(({ key }) => key);
  }

  /** When the next person is due. */
  async nextDueAt(): Promise<number | undefined> {
    const [first] = await this.store.list(COLLECTIONS.membershipDue, { limit: 1 });
    return first && (first as Entry & { value: { at: number } }).value.at;
  }
}
