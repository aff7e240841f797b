import type { PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import type { MessageFacts } from './message-facts.js';

/** What was reported about messages. Beside the outbox, so that reports and deliveries never wait for each other. */
@injectable()
export class FeedbackLog {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  read(person: PersonId, sendKey: string): Promise<Reading<MessageFacts>> {
    return this.store.read(this.store.key(COLLECTIONS.feedback, sendKey, person));
  }
}
