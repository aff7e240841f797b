import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Clock, HOUR, type Key, MINUTE, type PersonReference, personOf, SECOND } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { PrivacyDesk } from './privacy-desk.js';

/** Vendors wait some five seconds for the answer to a webhook; plugins that erase elsewhere may need longer. */
const ANSWER = 2 * SECOND;

/** Somebody who is to be forgotten. Not kept as theirs, or the erasure would erase that it is not done. */
interface StoredErasure {
  readonly person: PersonReference;
  /** A plugin that is not to be told. */
  readonly except?: string | undefined;
  readonly attempts: number;
  readonly dueAt: number;
}

/** Erasures that vendors ask for: kept until each is done, and tried again where a plugin can't be reached. */
@injectable()
export class PendingErasures {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Privacy) private readonly privacy: PrivacyDesk,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** Resolves when it is durable that they are to be forgotten; and, where that doesn't take long, when they are. */
  async take(people: readonly PersonReference[], except?: string): Promise<void> {
    if (people.length === 0) return;
    // Whoever looks for what was left behind leaves this to us for a while.
    const dueAt = this.settings.clock.now() + MINUTE;
    const put = people.map(({ userId, anonymousId }): { key: Key; value: StoredErasure } => {
      const person = { userId, anonymousId };
      return { key: this.#keyOf(person), value: { person, except, attempts: 0, dueAt } };
    });
    await this.store.commit({ put: put.map(({ key, value }) => ({ key, value: { ...value } as never })) });
    const waiting = new AbortController();
    await Promise.race([this.#forgetAll(put), pause(ANSWER, undefined, { signal: waiting.signal })]).finally(() =>
      waiting.abort(),
    );
  }

  /** Tries again what was left. */
  async run(clock: Clock): Promise<void> {
    for await (const page of this.store.entries(COLLECTIONS.pendingErasure)) {
      const left = page.map(({ key, value }) => ({ key, value: value as unknown as StoredErasure }));
      await this.#forgetAll(left.filter(({ value }) => value.dueAt <= clock.now()));
    }
  }

  async #forgetAll(all: readonly { readonly key: Key; readonly value: StoredErasure }[]): Promise<void> {
    for (const { key, value } of all) {
      try {
        await this.privacy.erase(value.person, value.except);
        await this.store.commit({ delete: [key] });
      } catch (error) {
        this.events.emit('error', { where: 'erasure', error });
        await this.#putOff(key, value);
      }
    }
  }

  async #putOff(key: Key, erasure: StoredErasure): Promise<void> {
    const { attempts } = erasure;
    const dueAt = this.settings.clock.now() + Math.min(HOUR, MINUTE * 2 ** attempts);
    const value = { ...erasure, attempts: attempts + 1, dueAt };
    // Where that fails, it is due as it was.
    await this.store.commit({ put: [{ key, value: value as never }] }).catch(() => {});
  }

  #keyOf(person: PersonReference): Key {
    const hash = createHash('sha256').update(personOf(person)).digest('hex');
    return this.store.key(COLLECTIONS.pendingErasure, hash);
  }
}
