import { type Check, DAY } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circle } from '../identity/circles.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';

/** One message that was queued for a person. */
export interface Contact {
  readonly campaign: string;
  readonly channel: string;
  readonly at: number;
}

const KEPT = 90 * DAY;

/** When a person was last written to, under whichever id. */
export interface Contacts {
  /** Of all ids together: a cap that each had by itself would let a merged person have it twice. */
  readonly sent: readonly Contact[];
  /** Where the next one is noted. */
  readonly own: Reading<readonly Contact[]>;
  readonly unchanged: readonly Check[];
}

/** When people were last written to: one entry an id, so that a cap and a new message can be one atomic write. */
@injectable()
export class ContactLog {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  /** @param except one that does not count, because it is about to be made again. */
  async of({ members }: Circle, except?: Contact): Promise<Contacts> {
    const keys = members.map(({ person }) => this.store.key(COLLECTIONS.contact, 'messages', person));
    const stored = await this.store.readMany<readonly Contact[]>(keys);
    const readings = except === undefined ? stored : stored.map((reading) => without(reading, except));
    return {
      sent: readings.flatMap(({ value }) => value ?? []).sort((a, b) => b.at - a.at),
      own: readings[0] as Reading<readonly Contact[]>,
      unchanged: readings.map(({ unchanged }) => unchanged),
    };
  }

  /** The log with one contact more, without those older than 90 days. Newest first. */
  with(contacts: readonly Contact[] | undefined, added: Contact): readonly Contact[] {
    return [added, ...(contacts ?? []).filter(({ at }) => at > added.at - KEPT)];
  }
}

function without(
  reading: Reading<readonly Contact[]>,
  { campaign, channel, at }: Contact,
): Reading<readonly Contact[]> {
  const others = reading.value?.filter(
    (contact) => contact.at !== at || contact.campaign !== campaign || contact.channel !== channel,
  );
  return { ...reading, value: others };
}
