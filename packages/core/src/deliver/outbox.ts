import type { Check, Entry, PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { timeId } from '../store/time-id.js';
import { finalStates, type OutboxRow } from './outbox-row.js';

type Put = NonNullable<Parameters<TenantStore['commit']>[0]['put']>[number];

/** A reminder that a message wants attention: sorts by time. */
export interface Due {
  readonly person: PersonId;
  readonly sendKey: string;
  readonly at: number;
  readonly entry: Entry;
}

/**
 * Messages and when each is due. A message and its reminder always change in one commit, on condition that nobody else has
 * changed the message: that is what keeps two processes from sending it both.
 */
@injectable()
export class Outbox {
  constructor(@inject(TOKENS.Store) private readonly store: TenantStore) {}

  read(person: PersonId, sendKey: string): Promise<Reading<OutboxRow>> {
    return this.store.read(this.store.key(COLLECTIONS.outbox, sendKey, person));
  }

  /** Adds a message. @throws SINTONIA_STORE_CONFLICT when it is there already, or one of `checks` fails. */
  async add(person: PersonId, row: OutboxRow, also: { check: readonly Check[]; put: readonly Put[] }): Promise<void> {
    const key = this.store.key(COLLECTIONS.outbox, row.sendKey, person);
    await this.store.commit({
      check: [{ key, version: 0 }, ...also.check],
      put: [{ key, value: row as never }, this.#reminder(person, row), ...also.put],
    });
  }

  /** Moves a message on. @throws SINTONIA_STORE_CONFLICT when somebody else has, or one of `checks` fails. */
  async change(
    from: Reading<OutboxRow>,
    to: OutboxRow,
    also: { check?: readonly Check[]; put?: readonly Put[] } = {},
  ): Promise<Reading<OutboxRow>> {
    const person = from.key.person as PersonId;
    const previous = from.value as OutboxRow;
    const isFinal = finalStates.has(to.state);
    const { to: _address, content: _content, ...withoutContent } = to;
    const value = isFinal ? withoutContent : to;
    const outdated = finalStates.has(previous.state) ? undefined : this.#reminder(person, previous);
    const reminder = isFinal ? undefined : this.#reminder(person, to);
    // A batch names a key once: a reminder that stays at its moment is put anew, not deleted.
    const isMoved = outdated !== undefined && outdated.key.id !== reminder?.key.id;
    const { versions } = await this.store.commit({
      check: [from.unchanged, ...(also.check ?? [])],
      delete: isMoved ? [outdated.key] : [],
      put: [{ key: from.key, value: value as never }, ...(reminder ? [reminder] : []), ...(also.put ?? [])],
    });
    const version = versions[0] as number;
    return { key: from.key, value, version, unchanged: { key: from.key, version } };
  }

  /** Reminders up to a moment, most overdue first. */
  async due(now: number, limit: number): Promise<readonly Due[]> {
    const entries = await this.store.list(COLLECTIONS.due, { to: timeId(now + 1), limit });
    return entries.map(asDue);
  }

  /** When the next message wants attention. */
  async nextDueAt(): Promise<number | undefined> {
    const [first] = await this.store.list(COLLECTIONS.due, { limit: 1 });
    return first && asDue(first).at;
  }

  /** Removes a reminder whose message is gone. */
  async forget(due: Due): Promise<void> {
    await this.store.commit({ delete: [due.entry.key] });
  }

  #reminder(person: PersonId, row: OutboxRow): Put {
    const id = `${timeId(row.dueAt)}/${row.sendKey}`;
    return { key: this.store.key(COLLECTIONS.due, id, person), value: { at: row.dueAt, sendKey: row.sendKey } };
  }
}

function asDue(entry: Entry): Due {
  const { at, sendKey } = entry.value as { at: number; sendKey: string };
  return { person: entry.key.person as PersonId, sendKey, at, entry };
}
