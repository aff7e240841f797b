import type { Check, Entry, Key, PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import { COLLECTIONS, type Collection } from '../store/collections.js';
import type { Change, JoinedCommits } from '../store/joined-commits.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { timeId } from '../store/time-id.js';
import { finalStates, type OutboxRow, restingStates } from './outbox-row.js';

type Put = NonNullable<Change['put']>[number];

/** A reminder that a message wants attention. */
export interface Due {
  readonly person: PersonId;
  readonly sendKey: string;
  readonly at: number;
  readonly key: Key;
}

/**
 * Messages, when each is due, and which of them came to rest without surely arriving. A message and these marks always change in
 * one commit, on condition that nobody else has changed the message: that is what keeps two processes from sending it both.
 */
@injectable()
export class Outbox {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.JoinedCommits) private readonly commits: JoinedCommits,
  ) {}

  key(person: PersonId, sendKey: string): Key {
    return this.store.key(COLLECTIONS.outbox, sendKey, person);
  }

  read(person: PersonId, sendKey: string): Promise<Reading<OutboxRow>> {
    return this.store.read(this.key(person, sendKey));
  }

  readMany(messages: readonly { person: PersonId; sendKey: string }[]): Promise<readonly Reading<OutboxRow>[]> {
    return this.store.readMany(messages.map(({ person, sendKey }) => this.key(person, sendKey)));
  }

  /** Adds a message. @throws SINTONIA_STORE_CONFLICT when it is there already, or one of the checks fails. */
  async add(person: PersonId, row: OutboxRow, also: { check: readonly Check[]; put: readonly Put[] }): Promise<void> {
    const key = this.key(person, row.sendKey);
    await this.change({ key, value: undefined, version: 0, unchanged: { key, version: 0 } }, row, also);
  }

  /** Moves a message on. @throws SINTONIA_STORE_CONFLICT when somebody else has, or one of the checks fails. */
  async change(
    from: Reading<OutboxRow>,
    to: OutboxRow,
    also: { check?: readonly Check[]; put?: readonly Put[] } = {},
  ): Promise<Reading<OutboxRow>> {
    const { to: _address, content: _content, ...withoutContent } = to;
    const value = finalStates.has(to.state) ? withoutContent : to;
    const person = from.key.person as PersonId;
    const before = from.value === undefined ? [] : this.#marksOf(person, from.value);
    const after = this.#marksOf(person, value);
    const [version] = await this.commits.commit({
      check: [from.unchanged, ...(also.check ?? [])],
      // A batch names a key once: a mark that stays where it is is put anew, not deleted.
      delete: before.map(({ key }) => key).filter(({ id }) => !after.some(({ key }) => key.id === id)),
      put: [{ key: from.key, value: value as never }, ...after, ...(also.put ?? [])],
    });
    return {
      key: from.key,
      value,
      version: version as number,
      unchanged: { key: from.key, version: version as number },
    };
  }

  /** A message whose person nobody names. */
  async find(sendKey: string): Promise<Reading<OutboxRow> | undefined> {
    const [entry] = await this.store.list(COLLECTIONS.outbox, { from: sendKey, limit: 1 });
    return entry?.key.id === sendKey ? this.read(entry.key.person as PersonId, sendKey) : undefined;
  }

  /** The message to which a provider gave this id. */
  async sendKeyOf(channel: string, providerId: string): Promise<string | undefined> {
    const id = `${folderOf(channel)}${providerId}`;
    const [entry] = await this.store.list(COLLECTIONS.receipt, { from: id, limit: 1 });
    return entry?.key.id === id ? (entry.value as { sendKey: string }).sendKey : undefined;
  }

  /** Channels for which messages wait. */
  async channels(): Promise<readonly { readonly channel: string; readonly firstAt: number }[]> {
    const found: { channel: string; firstAt: number }[] = [];
    let from: string | undefined;
    for (;;) {
      const [first] = await this.store.list(COLLECTIONS.due, { from, limit: 1 });
      if (first === undefined) return found;
      const [name] = first.key.id.split('/') as [string];
      found.push({ channel: decodeURIComponent(name), firstAt: asDue(first).at });
      // The character that follows the slash: behind all reminders of this channel.
      from = `${name}0`;
    }
  }

  /** Reminders of a channel up to a moment, most overdue first. */
  async due(channel: string, now: number, limit: number): Promise<readonly Due[]> {
    const folder = folderOf(channel);
    const query = { prefix: folder, to: `${folder}${timeId(now + 1)}`, limit };
    return (await this.store.list(COLLECTIONS.due, query)).map(asDue);
  }

  /** When the next message wants attention. */
  async nextDueAt(): Promise<number | undefined> {
    const waiting = (await this.channels()).map(({ firstAt }) => firstAt);
    return waiting.length === 0 ? undefined : Math.min(...waiting);
  }

  /** Removes a reminder whose message is gone. */
  async forget({ key }: Due): Promise<void> {
    await this.commits.commit({ delete: [key] });
  }

  #marksOf(person: PersonId, row: OutboxRow): readonly Put[] {
    const { sendKey, dueAt, channel, state, changedAt, providerId } = row;
    const mark = (collection: Collection, id: string, value: object): Put => ({
      key: this.store.key(collection, id, person),
      value: value as never,
    });
    if (!finalStates.has(state)) {
      return [mark(COLLECTIONS.due, `${folderOf(channel)}${timeId(dueAt)}/${sendKey}`, { at: dueAt, sendKey })];
    }
    const receipt =
      providerId === undefined ? [] : [mark(COLLECTIONS.receipt, `${folderOf(channel)}${providerId}`, { sendKey })];
    if (!restingStates.has(state)) return receipt;
    return [mark(COLLECTIONS.resting, `${state}/${timeId(changedAt)}/${sendKey}`, { sendKey }), ...receipt];
  }
}

function folderOf(channel: string): string {
  return `${encodeURIComponent(channel)}/`;
}

function asDue({ key, value }: Entry): Due {
  const { at, sendKey } = value as { at: number; sendKey: string };
  return { person: key.person as PersonId, sendKey, at, key };
}
